// cspell:ignore Zürich
import { describe, expect, test } from "vitest";
import { readLogLines } from "../../../../src/backends/compose/engine/engine-logs.ts";
import type { LogLine } from "../../../../src/interfaces/engine.ts";
import { logFrame } from "../../../support/engine-shapes.ts";

const time = "2026-01-31T12:00:00.123456789Z";
const later = "2026-01-31T12:00:01.123456789Z";

async function linesOf(chunks: readonly Buffer[]): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const batch of readLogLines(
    (async function* () {
      yield* chunks;
    })(),
  )) {
    expect(batch).not.toEqual([]);
    lines.push(...batch);
  }
  return lines;
}

/** A frame whose payload is given as it is. */
function rawFrame(stream: 1 | 2, payload: Buffer | string): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

describe("a log that is cut at every byte boundary reads the same", () => {
  const expected = [
    { time, text: "Zürich 東京 🚀" },
    { time: later, text: "" },
    { time: later, text: "last" },
  ];
  const bytes = Buffer.concat([
    logFrame(expected[0] as LogLine, 1),
    logFrame(expected[1] as LogLine, 2),
    logFrame(expected[2] as LogLine, 1),
  ]);

  test.each(Array.from({ length: bytes.length + 1 }, (_, cut) => cut))("after byte %i", async (cut) => {
    expect(await linesOf([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(expected);
  });

  test("into single bytes", async () => {
    expect(await linesOf([...bytes].map((byte) => Buffer.from([byte])))).toEqual(expected);
  });
});

describe("one line", () => {
  test("may come in several frames of its stream, with other streams between them", async () => {
    const frames = [
      rawFrame(1, `${time} first `),
      rawFrame(2, `${later} error\n`),
      rawFrame(1, "half and second half\n"),
    ];
    expect(await linesOf(frames)).toEqual([
      { time: later, text: "error" },
      { time, text: "first half and second half" },
    ]);
  });

  test("longer than 16 KiB loses the times with which the engine begins each further part", async () => {
    const frames = [rawFrame(1, `${time} one, `), rawFrame(1, `${time} two, `), rawFrame(1, `${later} three\n`)];
    expect(await linesOf([...frames, logFrame({ time: later, text: "next" })])).toEqual([
      { time, text: "one, two, three" },
      { time: later, text: "next" },
    ]);
  });

  test("may be cut by a frame in the middle of a letter", async () => {
    const payload = Buffer.from(`${time} Zürich\n`);
    const cut = payload.indexOf(0xc3) + 1;
    expect(await linesOf([rawFrame(1, payload.subarray(0, cut)), rawFrame(1, payload.subarray(cut))])).toEqual([
      { time, text: "Zürich" },
    ]);
  });

  test("may end without a line break when the log ends", async () => {
    expect(await linesOf([rawFrame(1, `${time} last words`)])).toEqual([{ time, text: "last words" }]);
  });

  test("loses the carriage return that a terminal added", async () => {
    expect(await linesOf([rawFrame(1, `${time} text\r\n`)])).toEqual([{ time, text: "text" }]);
  });

  test("may be as long as several frames", async () => {
    const text = "x".repeat(100_000);
    expect(await linesOf([logFrame({ time, text })])).toEqual([{ time, text }]);
  });
});

test("one frame may carry several lines", async () => {
  expect(await linesOf([rawFrame(1, `${time} a\n${later} b\n`)])).toEqual([
    { time, text: "a" },
    { time: later, text: "b" },
  ]);
});

test("an empty log has no lines", async () => {
  expect(await linesOf([])).toEqual([]);
  expect(await linesOf([Buffer.alloc(0), rawFrame(1, "")])).toEqual([]);
});

describe("a time that another engine writes in whole seconds", () => {
  test.each([
    ["in UTC", "2026-01-31T12:00:00Z"],
    ["with its time zone", "2026-01-31T13:00:00+01:00"],
  ])("%s is of the same width, in UTC", async (_, written) => {
    expect(await linesOf([rawFrame(1, `${written} ready\n`)])).toEqual([
      { time: "2026-01-31T12:00:00.000000000Z", text: "ready" },
    ]);
  });

  test("and is no time stays as it is", async () => {
    expect(await linesOf([rawFrame(1, "no-time ready\n")])).toEqual([{ time: "no-time", text: "ready" }]);
  });
});
