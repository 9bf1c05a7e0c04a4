import type { LogLine } from "./ports.ts";

/** Each frame of an attached stream begins with stream type, three zeros and a big-endian length. */
const headerBytes = 8;

const lineBreak = 0x0a;
/** With nanoseconds, as the engine writes it before a message. */
const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z /;
const timestampBytes = 31;

/**
 * Splits the engine's multiplexed log stream into lines. Holds at most one frame and one unfinished
 * line per stream, however long the log is.
 * @param chunks the raw stream, asked for with timestamps
 */
export async function* readLogLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<LogLine> {
  const unfinished = new Map<number, Buffer[]>();
  for await (const { stream, payload } of readFrames(chunks)) {
    const parts = unfinished.get(stream) ?? [];
    let rest = withoutRepeatedTime(payload, parts.length > 0);
    for (let cut = rest.indexOf(lineBreak); cut >= 0; cut = rest.indexOf(lineBreak)) {
      yield toLogLine(Buffer.concat([...parts.splice(0), rest.subarray(0, cut)]).toString("utf8"));
      rest = rest.subarray(cut + 1);
    }
    if (rest.length > 0) parts.push(rest);
    unfinished.set(stream, parts);
  }
  for (const parts of unfinished.values()) {
    if (parts.length > 0) yield toLogLine(Buffer.concat(parts).toString("utf8"));
  }
}

async function* readFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ stream: number; payload: Buffer }> {
  let buffered: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    let offset = 0;
    while (buffered.length - offset >= headerBytes) {
      const end = offset + headerBytes + buffered.readUInt32BE(offset + 4);
      if (buffered.length < end) break;
      yield { stream: buffered.readUInt8(offset), payload: buffered.subarray(offset + headerBytes, end) };
      offset = end;
    }
    buffered = buffered.subarray(offset);
  }
}

/** The engine cuts a line after 16 KiB and begins each part with the time again. */
function withoutRepeatedTime(payload: Buffer, isContinued: boolean): Buffer {
  const repeats = isContinued && timestamp.test(payload.toString("latin1", 0, timestampBytes));
  return repeats ? payload.subarray(timestampBytes) : payload;
}

function toLogLine(line: string): LogLine {
  const space = line.indexOf(" ");
  const text = space < 0 ? "" : line.slice(space + 1);
  return { time: space < 0 ? line : line.slice(0, space), text: text.endsWith("\r") ? text.slice(0, -1) : text };
}
