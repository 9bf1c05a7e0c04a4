import { once } from "node:events";
import type { Readable } from "node:stream";

const header = "age-encryption.org/v1";

/** Whether a file is one of age's. The stream gives all of it afterwards, too. */
export async function isEncrypted(stream: Readable): Promise<boolean> {
  await once(stream, "readable");
  const first = stream.read() as Uint8Array | null;
  if (first !== null) stream.unshift(first);
  return first !== null && Buffer.from(first.subarray(0, header.length)).toString("latin1") === header;
}
