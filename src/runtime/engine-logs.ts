import type { LogLine } from "./ports.ts";

/** Each frame of an attached stream begins with stream type, three zeros and a big-endian length. */
const headerBytes = 8;

/**
 * Splits the engine's multiplexed log stream into lines. Holds at most one frame and one unfinished
 * line per stream, however long the log is.
 * @param chunks the raw stream, asked for with timestamps
 */
export async function* readLogLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<LogLine> {
  const unfinished: Record<number, string> = {};
  let buffered: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    let offset = 0;
    while (buffered.length - offset >= headerBytes) {
      const stream = buffered[offset] ?? 0;
      const end = offset + headerBytes + buffered.readUInt32BE(offset + 4);
      if (buffered.length < end) break;
      const text = (unfinished[stream] ?? "") + buffered.toString("utf8", offset + headerBytes, end);
      const lines = text.split("\n");
      unfinished[stream] = lines.pop() ?? "";
      for (const line of lines) yield toLogLine(line);
      offset = end;
    }
    buffered = buffered.subarray(offset);
  }
  for (const rest of Object.values(unfinished)) if (rest !== "") yield toLogLine(rest);
}

function toLogLine(line: string): LogLine {
  const space = line.indexOf(" ");
  const text = space < 0 ? "" : line.slice(space + 1);
  return { time: space < 0 ? line : line.slice(0, space), text: text.endsWith("\r") ? text.slice(0, -1) : text };
}
