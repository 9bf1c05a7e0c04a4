import { describe, expect, onTestFinished, test } from "vitest";
import type { LogLine } from "../../src/interfaces/engine.ts";
import { interleave, type LogSource, mergeByTime, type SourcedLine } from "../../src/logs/merge-logs.ts";

interface ReadLog {
  readonly source: LogSource;
  readonly read: () => number;
}

/** A log of lines at the given times, in batches of at most so many, that counts how many batches were read. */
function logOf(name: string, times: readonly number[], batchSize = 2): ReadLog {
  let read = 0;
  async function* batches(): AsyncGenerator<readonly LogLine[]> {
    for (let first = 0; first < times.length; first += batchSize) {
      read += 1;
      const batch = times.slice(first, first + batchSize);
      yield batch.map((time) => ({ time: String(time).padStart(3, "0"), text: `${name}${String(time)}` }));
    }
  }
  return { source: { name, batches: batches() }, read: () => read };
}

async function textsOf(batches: AsyncIterable<readonly SourcedLine[]>): Promise<string[]> {
  const texts: string[] = [];
  for await (const batch of batches) texts.push(...batch.map(({ text }) => text));
  return texts;
}

const brokenLog = (): LogSource => ({
  name: "b",
  batches: (async function* (): AsyncGenerator<readonly LogLine[]> {
    yield [{ time: "001", text: "b1" }];
    throw new Error("connection lost");
  })(),
});

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
  ])("merges %s, in batches of any size", async (_, times, texts) => {
    for (const batchSize of [1, 2, 3]) {
      const logs = times.map((moments, index) => logOf("abc"[index] ?? "", moments, batchSize).source);
      expect(await textsOf(mergeByTime(logs))).toEqual(texts);
    }
  });

  test("names the source of each line", async () => {
    const merged = mergeByTime([logOf("a", [1]).source]);
    expect((await merged.next()).value).toEqual([{ source: "a", time: "001", text: "a1" }]);
  });

  test("reads no log further ahead than one batch", async () => {
    const early = logOf("a", [1, 2, 3, 4, 5]);
    const late = logOf(
      "b",
      Array.from({ length: 100 }, (_, index) => 100 + index),
    );
    const merged = mergeByTime([early.source, late.source]);
    for (let index = 0; index < 3; index += 1) await merged.next();
    expect(late.read()).toBe(1);
  });

  test("passes on the failure of a log", async () => {
    await expect(textsOf(mergeByTime([brokenLog(), logOf("a", [2]).source]))).rejects.toThrow("connection lost");
  });
});

describe("interleave", () => {
  test("gives every line of every log once, each log in its own order", async () => {
    const texts = await textsOf(interleave([logOf("a", [1, 2, 3]).source, logOf("b", [1, 2]).source]));
    expect(texts.filter((text) => text.startsWith("a"))).toEqual(["a1", "a2", "a3"]);
    expect(texts.filter((text) => text.startsWith("b"))).toEqual(["b1", "b2"]);
  });

  test("passes on a log that breaks while its batch is held, and no earlier", async () => {
    const unhandled: unknown[] = [];
    const listen = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", listen);
    onTestFinished(() => void process.off("unhandledRejection", listen));
    const merged = interleave([brokenLog()]);
    expect((await merged.next()).value).toMatchObject([{ text: "b1" }]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unhandled).toEqual([]);
    await expect(merged.next()).rejects.toThrow("connection lost");
  });

  test("does not wait for a log that is silent", async () => {
    const silent = {
      name: "s",
      batches: { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) },
    };
    const merged = interleave([silent, logOf("a", [1, 2, 3]).source]);
    expect((await merged.next()).value).toMatchObject([{ source: "a", text: "a1" }, { text: "a2" }]);
    expect((await merged.next()).value).toMatchObject([{ source: "a", text: "a3" }]);
  });
});
