import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { knownFailures } from "../../src/blame/failures/index.ts";
import { errorCodes } from "../../src/error-codes.ts";
import { exitCodeOfCategory } from "../../src/errors.ts";
import { projectFolder } from "../support/in-process.ts";

interface Row {
  readonly number: number;
  readonly seen: string;
  readonly exitCode: string;
  readonly shownBy: string;
}

const read = (path: string): Promise<string> => readFile(join(projectFolder, path), "utf8");

const rows = (await read("docs/faults.md")).split("\n").flatMap((line): Row[] => {
  const [, number = "", , seen = "", exitCode = "", shownBy = ""] = line.split("|");
  return /^ \d+ $/.test(number) ? [{ number: Number(number), seen, exitCode, shownBy }] : [];
});

/** Everything that the program can say, or that a test expects of it. */
let spoken: string;

beforeAll(async () => {
  const texts: string[] = [];
  for (const folder of ["src", "test", "compose/schema"]) {
    const paths = await readdir(join(projectFolder, folder), { recursive: true });
    for (const path of paths.filter((name) => /\.(?:ts|sh)$/.test(name))) texts.push(await read(join(folder, path)));
  }
  spoken = texts.join("\n");
});

const quoted = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, words = ""]) => words);

test("the faults are numbered without a gap", () => {
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  expect(rows).toHaveLength(30);
});

test.each(rows)("fault $number is told in words of the program", ({ seen }) => {
  const parts = quoted(seen).flatMap((words) => words.split("…").map((part) => part.trim()));
  expect(parts.filter((part) => !spoken.includes(part))).toEqual([]);
});

test.each(rows)("fault $number names codes that exist", ({ exitCode, shownBy }) => {
  const known = new Set([...Object.keys(errorCodes), ...knownFailures.map(({ id }) => id)]);
  const named = quoted(exitCode + shownBy).filter((words) => /^[A-Z][A-Z_]+$/.test(words));
  expect(named.filter((code) => !known.has(code))).toEqual([]);
});

test.each(rows)("fault $number ends with the exit code of its error", ({ exitCode }) => {
  const pairs = [...exitCode.matchAll(/(\d+), `([A-Z_]+)`/g)];
  const wrong = pairs.filter(
    ([, number, code = ""]) =>
      !errorCodes[code]?.categories.some((category) => exitCodeOfCategory[category] === Number(number)),
  );
  expect(wrong.map(([pair]) => pair)).toEqual([]);
});

test.each(rows)("fault $number names tests that exist", async ({ shownBy }) => {
  const files = [...shownBy.matchAll(/`(test\/[^`]+)`((?:,? "[^"]+")+)/g)];
  expect(files).not.toEqual([]);
  for (const [, path = "", titles = ""] of files) {
    const text = await read(path);
    const named = [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => title);
    expect(named.filter((title) => !text.includes(`"${title}"`))).toEqual([]);
  }
});
