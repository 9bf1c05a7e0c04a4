import type { LogLine } from "../../../interfaces/engine.ts";

/** Each frame of an attached stream begins with stream type, three zeros and a big-endian length. */
const headerBytes = 8;

const lineBreak = 0x0a;
const carriageReturn = 0x0d;
/** With nanoseconds, as the engine writes it before a message. */
const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z /;
const timestampBytes = 31;

/**
 * Splits the engine's multiplexed log stream into lines, handed on in the batches they arrived in: a promise a line
 * would be most of the work. Holds at most one chunk and one unfinished line per stream, however long the log is.
 * @param chunks the raw stream, asked for with timestamps
 */
export async function* readLogLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly LogLine[]> {
  const unfinished = new Map<number, Buffer[]>();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const lines: LogLine[] = [];
    rest = readFrames(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), unfinished, lines);
    if (lines.length > 0) yield lines;
  }
  const last = [...unfinished.values()].filter((parts) => parts.length > 0).map(joinParts);
  if (last.length > 0) yield last;
}

/** @returns what is left of the last frame, which is not complete yet */
function readFrames(bytes: Buffer, unfinished: Map<number, Buffer[]>, lines: LogLine[]): Buffer {
  let offset = 0;
  while (bytes.length - offset >= headerBytes) {
    const begin = offset + headerBytes;
    const end = begin + bytes.readUInt32BE(offset + 4);
    if (bytes.length < end) break;
    const stream = bytes.readUInt8(offset);
    const parts = unfinished.get(stream);
    const isContinued = parts !== undefined && parts.length > 0;
    // One frame is one line, unless the line is very long.
    if (!isContinued && bytes.indexOf(lineBreak, begin) === end - 1) lines.push(toLogLine(bytes, begin, end - 1));
    else unfinished.set(stream, readParts(bytes.subarray(begin, end), parts ?? [], lines));
    offset = end;
  }
  return bytes.subarray(offset);
}

/** @returns the line that the payload begins or continues and does not end */
function readParts(payload: Buffer, begun: Buffer[], lines: LogLine[]): Buffer[] {
  let parts = begun;
  let rest = withoutRepeatedTime(payload, parts.length > 0);
  for (let cut = rest.indexOf(lineBreak); cut >= 0; cut = rest.indexOf(lineBreak)) {
    lines.push(joinParts([...parts, rest.subarray(0, cut)]));
    parts = [];
    rest = rest.subarray(cut + 1);
  }
  return rest.length > 0 ? [...parts, rest] : parts;
}

/** The engine cuts a line after 16 KiB and begins each part with the time again. */
function withoutRepeatedTime(payload: Buffer, isContinued: boolean): Buffer {
  const repeats = isContinued && timestamp.test(payload.toString("latin1", 0, timestampBytes));
  return repeats ? payload.subarray(timestampBytes) : payload;
}

function joinParts(parts: readonly Buffer[]): LogLine {
  const line = Buffer.concat(parts);
  return toLogLine(line, 0, line.length);
}

function toLogLine(bytes: Buffer, begin: number, end: number): LogLine {
  const line = bytes.toString("utf8", begin, end > begin && bytes[end - 1] === carriageReturn ? end - 1 : end);
  const timeEnd = line.indexOf(" ");
  const time = timeEnd < 0 ? line : line.slice(0, timeEnd);
  return { time: withNanoseconds(time), text: timeEnd < 0 ? "" : line.slice(timeEnd + 1) };
}

/** Podman writes whole seconds and its own time zone; of constant width and in UTC, times sort as text. */
function withNanoseconds(time: string): string {
  if (time.length === timestampBytes - 1) return time;
  const moment = Date.parse(time);
  return Number.isNaN(moment) ? time : `${new Date(moment).toISOString().slice(0, -1)}000000Z`;
}
