import { describe, expect, test } from "vitest";
import { createLogSteps, type LogFilter } from "../../src/logs/filter-log.ts";

const postgres = [
  "2026-11-23 17:49:14.692 UTC [1] LOG:  database system is ready to accept connections",
  "2026-11-23 17:49:15.069 UTC [63] ERROR:  duplicate key value violates unique constraint",
  "2026-11-23 17:49:15.069 UTC [63] DETAIL:  Key (id)=(1) already exists.",
  "2026-11-23 17:49:15.069 UTC [63] STATEMENT:  INSERT INTO x",
  "\tVALUES (1)",
  "2026-11-23 17:49:16.692 UTC [1] WARNING:  there is no transaction in progress",
];

/** What is left of the lines, in batches of every size alike. */
function left(filter: Partial<LogFilter>, texts: readonly string[]): readonly string[] {
  const results = [1, 2, 3, texts.length].map((size) => {
    const step = createLogSteps({ context: 0, ...filter }, false);
    const shown: string[] = [];
    for (let first = 0; first < texts.length; first += size) {
      const batch = texts.slice(first, first + size).map((text) => ({ time: "", text }));
      shown.push(...step(batch).map(({ text }) => text));
    }
    return shown;
  });
  for (const result of results) expect(result).toEqual(results[0]);
  return results[0] ?? [];
}

describe("--level", () => {
  test.each([
    ["debug", postgres],
    ["info", postgres],
    ["warn", postgres.slice(1)],
    ["error", postgres.slice(1, 5)],
    ["fatal", []],
  ] as const)("%s keeps entries of at least this level, with the lines that belong to them", (level, texts) => {
    expect(left({ level }, postgres)).toEqual(texts);
  });

  test.each([
    ["info", ["creating subdirectories ... ok"]],
    ["warn", []],
  ] as const)("%s takes a line before the first entry for information", (level, texts) => {
    expect(left({ level }, ["creating subdirectories ... ok"])).toEqual(texts);
  });
});

describe("--grep", () => {
  const lines = ["a", "b", "hit 1", "c", "d", "e", "hit 2", "hit 3", "f", "g"];

  test.each([
    [0, ["hit 1", "hit 2", "hit 3"]],
    [1, ["b", "hit 1", "c", "e", "hit 2", "hit 3", "f"]],
    [2, ["a", "b", "hit 1", "c", "d", "e", "hit 2", "hit 3", "f", "g"]],
    [50, lines],
  ])("with %i lines of context shows each line once, in order", (context, texts) => {
    expect(left({ pattern: /hit/, context }, lines)).toEqual(texts);
  });

  test("searches what --level left", () => {
    expect(left({ level: "error", pattern: /\(1\)/ }, postgres)).toEqual([postgres[2], postgres[4]]);
  });
});

test("lines that are read know what they say, and of which level the entry is to which they belong", () => {
  const step = createLogSteps({ context: 0 }, true);
  const [, error, detail] = step(postgres.map((text) => ({ time: "", text })));
  expect(error).toMatchObject({ level: "error", entry: { message: "duplicate key value violates unique constraint" } });
  expect(detail).toMatchObject({ level: "error", entry: undefined });
});
