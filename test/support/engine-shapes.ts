import { labelsOf } from "../../src/backends/compose/labels.ts";
import type { LogLine } from "../../src/interfaces/engine.ts";
import type { VolumeFacts } from "../../src/interfaces/engine-facts.ts";

/** One line as the engine multiplexes it. */
export function logFrame({ time, text }: LogLine, stream: 1 | 2 = 1): Buffer {
  const payload = Buffer.from(`${time} ${text}\n`);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

export function listedVolume({ name, marks, createdAtMs }: VolumeFacts): unknown {
  const CreatedAt = createdAtMs === undefined ? undefined : new Date(createdAtMs).toISOString();
  return { Name: name, Labels: labelsOf(marks), CreatedAt };
}
