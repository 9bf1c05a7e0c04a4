import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../support/in-process.ts";

const read = (path: string): string => readFileSync(join(projectFolder, path), "utf8");
const { files: packed } = JSON.parse(read("package.json")) as { files: readonly string[] };
const sources = readdirSync(join(projectFolder, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => read(join("src", name)));

test("the pages that the program or the README names are there, and in the package", () => {
  const texts = [...sources, read("README.md")];
  const named = new Set(texts.flatMap((text) => text.match(/(?<![\w./])(?:docs|compose)\/[\w/-]+\.md\b/g) ?? []));
  const isPacked = (path: string): boolean => packed.some((one) => path === one || path.startsWith(`${one}/`));
  expect(named.size).toBeGreaterThan(3);
  expect([...named].filter((path) => !isPacked(path) || read(path) === "")).toEqual([]);
});

test("the parts of pages that advices name are there", () => {
  const named = sources.flatMap((text) => [
    ...text.matchAll(/(docs\/\w+\.md) in the folder of the package, ([^,]+),/g),
  ]);
  expect(named.length).toBeGreaterThan(0);
  for (const [, page = "", title = ""] of named) expect(read(page)).toMatch(new RegExp(`^#+ ${title}$`, "m"));
});
