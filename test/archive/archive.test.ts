import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { writeArchive } from "../../src/archive/archive.ts";

const fullAfter = (mostBytes: number): Writable => {
  let bytes = 0;
  return new Writable({
    write(chunk: Buffer, _, done) {
      bytes += chunk.length;
      done(bytes > mostBytes ? new Error("no space left on device") : null);
    },
  });
};

test.each([0, 1_000, 20_000_000])(
  "a disk that is full after %d bytes is told by its own words, however late",
  async (most) => {
    const archive = writeArchive(fullAfter(most), () => 0);
    const writeAll = async (): Promise<void> => {
      for (let part = 0; part < 10; part++) {
        await archive.add(`part-${String(part)}`, Buffer.alloc(5_000_000));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await archive.finish();
    };
    await expect(writeAll()).rejects.toThrow("no space left on device");
  },
);
