import { describe, expect, onTestFinished, test } from "vitest";
import type { LogLine } from "../../src/runtime/ports.ts";
import { interleave, type LogSource, mergeByTime, type SourcedLine } from "../../src/stack/merge-logs.ts";

interface ReadLog {
  readonly source: LogSource;
  readonly read: () => number;
}

/** A log of lines at the given times that counts how far it was read. */
function logOf(name: string, times: readonly number[]): ReadLog {
  let read = 0;
  async function* lines(): AsyncGenerator<LogLine> {
    for (const time of times) {
      read += 1;
      yield { time: String(time).padStart(3, "0"), text: `${name}${String(time)}` };
    }
  }
  return { source: { name, lines: lines() }, read: () => read };
}

async function textsOf(lines: AsyncIterable<SourcedLine>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of lines) texts.push(text);
  return texts;
}

describe("mergeByTime", () => {
  test.each([
    [
      "two logs",
      [
        [1, 4, 5],
        [2, 3, 6],
      ],
      ["a1", "b2", "b3", "a4", "a5", "b6"],
    ],
    ["lines of one moment, in the order of the logs", [[1, 1], [1]], ["a1", "a1", "b1"]],
    ["a log that is empty", [[], [2]], ["b2"]],
    ["one log alone", [[1, 2]], ["a1", "a2"]],
    ["no log", [], []],
    ["three logs", [[3], [2], [1]], ["c1", "b2", "a3"]],
  ])("merges %s", async (_, times, texts) => {
    const logs = times.map((moments, index) => logOf("abc"[index] ?? "", moments).source);
    expect(await textsOf(mergeByTime(logs))).toEqual(texts);
  });

  test("names the source of each line", async () => {
    const lines: SourcedLine[] = [];
    for await (const line of mergeByTime([logOf("a", [1]).source])) lines.push(line);
    expect(lines).toEqual([{ source: "a", time: "001", text: "a1" }]);
  });

  test("reads no log further ahead than one line", async () => {
    const early = logOf("a", [1, 2, 3]);
    const late = logOf(
      "b",
      Array.from({ length: 100 }, (_, index) => 100 + index),
    );
    const merged = mergeByTime([early.source, late.source]);
    for (let index = 0; index < 3; index += 1) await merged.next();
    expect(late.read()).toBe(1);
  });

  test("passes on the failure of a log", async () => {
    const broken = {
      name: "b",
      lines: (async function* (): AsyncGenerator<LogLine> {
        yield { time: "001", text: "b1" };
        throw new Error("connection lost");
      })(),
    };
    await expect(textsOf(mergeByTime([broken, logOf("a", [2]).source]))).rejects.toThrow("connection lost");
  });
});

describe("interleave", () => {
  test("gives every line of every log once, each log in its own order", async () => {
    const texts = await textsOf(interleave([logOf("a", [1, 2, 3]).source, logOf("b", [1, 2]).source]));
    expect(texts.filter((text) => text.startsWith("a"))).toEqual(["a1", "a2", "a3"]);
    expect(texts.filter((text) => text.startsWith("b"))).toEqual(["b1", "b2"]);
  });

  test("passes on a log that breaks while its line is held, and no earlier", async () => {
    const unhandled: unknown[] = [];
    const listen = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", listen);
    onTestFinished(() => void process.off("unhandledRejection", listen));
    const broken = {
      name: "b",
      lines: (async function* (): AsyncGenerator<LogLine> {
        yield { time: "001", text: "b1" };
        throw new Error("connection lost");
      })(),
    };
    const merged = interleave([broken]);
    expect((await merged.next()).value).toMatchObject({ text: "b1" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unhandled).toEqual([]);
    await expect(merged.next()).rejects.toThrow("connection lost");
  });

  test("does not wait for a log that is silent", async () => {
    const silent = {
      name: "s",
      lines: { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) },
    };
    const merged = interleave([silent, logOf("a", [1, 2]).source]);
    expect((await merged.next()).value).toMatchObject({ source: "a", text: "a1" });
    expect((await merged.next()).value).toMatchObject({ source: "a", text: "a2" });
  });
});
