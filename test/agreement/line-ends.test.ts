import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../support/in-process.ts";

/** What containers and shells read, which take a carriage return for part of the text. */
const folders = ["bin", "compose", "temporal-config"];

async function paths(): Promise<readonly string[]> {
  const found = await Promise.all(
    folders.map((folder) => readdir(join(projectFolder, folder), { recursive: true, withFileTypes: true })),
  );
  const files = found.flat().filter((entry) => entry.isFile());
  const inside = files.map(({ parentPath, name }) => relative(projectFolder, join(parentPath, name)));
  return [...inside.map((path) => path.split(sep).join("/")), "temporal.env"];
}

/** Of the patterns of .gitattributes those that are used here: `*.sh`, `Dockerfile`, `bin/*`, `compose/images/**`. */
function covers(pattern: string, path: string): boolean {
  if (pattern.startsWith("*.")) return path.endsWith(pattern.slice(1));
  if (pattern.endsWith("/*") || pattern.endsWith("/**")) return path.startsWith(pattern.replace(/\*+$/, ""));
  return path === pattern || path.endsWith(`/${pattern}`);
}

test("every file that a container reads has Unix line ends", async () => {
  const texts = await Promise.all(
    (await paths()).map(async (path) => [path, await readFile(join(projectFolder, path), "utf8")] as const),
  );
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter(([, text]) => text.includes("\r")).map(([path]) => path)).toEqual([]);
});

test("git keeps them, also on Windows", async () => {
  const attributes = await readFile(join(projectFolder, ".gitattributes"), "utf8");
  const patterns = [...attributes.matchAll(/^(\S+) text(?:=auto)? eol=lf$/gm)].map(([, pattern = ""]) => pattern);
  const left = (await paths()).filter((path) => !patterns.some((pattern) => covers(pattern, path)));
  expect(left).toEqual([]);
});
