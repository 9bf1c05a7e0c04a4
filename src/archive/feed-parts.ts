import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";

/**
 * Gives the content of the parts that begin with a name to a sink, at its pace.
 * @param read reads an archive and gives each part's content
 * @throws Error where the sink was closed before it had all
 */
export async function feedParts(
  sink: Writable,
  name: string,
  read: (onContent: (part: string, content: Uint8Array) => Promise<void>) => Promise<unknown>,
): Promise<void> {
  // A reader that is gone drains no more.
  const gone = finished(sink).then(
    () => {
      throw new Error("nobody reads any more");
    },
    (error: unknown) => {
      throw error;
    },
  );
  gone.catch(() => undefined);
  await read(async (part, content) => {
    if (!part.startsWith(name) || sink.write(content)) return;
    await Promise.race([new Promise((resolve) => sink.once("drain", resolve)), gone]);
  });
}
