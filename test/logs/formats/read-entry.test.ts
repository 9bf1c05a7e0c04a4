import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readEntry } from "../../../src/logs/formats/read-entry.ts";
import { recordedLines } from "./recorded-lines.ts";

describe("a line of a service is understood:", () => {
  test.each(recordedLines)("%s", (_, text, level, message, fields) => {
    expect(readEntry(text)).toEqual({ level, message, fields });
  });

  test.each([
    [404, "warn"],
    [500, "error"],
    [302, "info"],
  ])("a request that the Web UI answers with %i counts as %s", (status, level) => {
    expect(readEntry(JSON.stringify({ method: "GET", uri: "/x", status }))?.level).toBe(level);
  });

  test.each([
    ["DEBUG1", "debug"],
    ["INFO", "info"],
    ["NOTICE", "info"],
    ["WARNING", "warn"],
    ["ERROR", "error"],
    ["PANIC", "fatal"],
  ])("PostgreSQL's %s counts as %s", (word, level) => {
    expect(readEntry(`2026-11-23 17:49:14.692 UTC [7] ${word}:  words`)?.level).toBe(level);
  });
});

describe("a line that goes on with the entry before is none of its own:", () => {
  test.each([
    ["PostgreSQL's detail", "2026-11-23 17:49:15.069 UTC [63] DETAIL:  Key (id)=(1) already exists."],
    ["PostgreSQL's statement", "2026-11-23 17:49:15.069 UTC [63] STATEMENT:  SELECT 1"],
    ["the second line of a statement", "\tFROM executions"],
    ["a frame of Go", "goroutine 1 [running]:"],
    [
      "a frame of Elasticsearch",
      `"at org.elasticsearch.transport.TransportService$4.handleException(TransportService.java:853) [elasticsearch-7.17.9.jar:7.17.9]",`,
    ],
    [
      "the beginning of Elasticsearch's stack trace",
      `"stacktrace": ["org.elasticsearch.action.search.SearchPhaseExecutionException: all shards failed",`,
    ],
    ["the Web UI's banner", "/___/\\__/_//_/\\___/ v4.9.0"],
    ["nothing", ""],
    ["JSON that is cut", `{"level":"info","msg":"ha`],
    ["JSON of no service", `{"a":1}`],
  ])("%s", (_, text) => {
    expect(readEntry(text)).toBeUndefined();
  });
});

test("each event of the schema job reads as info, each failure as an error", () => {
  const folder = new URL("../../../compose/schema/", import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith(".sh") && name !== "report.sh");
  const words = sources.flatMap((name) => [
    ...readFileSync(new URL(name, folder), "utf8").matchAll(/\b(say|fail) "((?:[^"\\]|\\.)*)"/g),
  ]);
  const levels = words.map(([, kind = "", text = ""]) => {
    // What a shell would put in may have quotes of its own, before which the words found here end.
    const message = text
      .replace(/\$\([^)]*$/, "")
      .replace(/\$(?:\w+|\d|\{[^}]*\}|\([^)]*\))/g, "x")
      .replaceAll("\\", "");
    return [kind, message, readEntry(`postgres: ${message} (12 ms)`)?.level];
  });
  expect(levels.filter(([kind]) => kind === "say").length).toBeGreaterThan(10);
  expect(levels.filter(([kind]) => kind === "fail").length).toBeGreaterThan(10);
  expect(levels.filter(([kind, , level]) => level !== (kind === "say" ? "info" : "error"))).toEqual([]);
});
