import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { BundleManifest } from "../../src/bundle/manifest.ts";
import { writeBundle } from "../../src/bundle/write-bundle.ts";

export const smallBundleManifest: BundleManifest = {
  kind: "bundle",
  format: 1,
  createdAt: "2026-01-30T10:11:12.000Z",
  program: "1.2.3",
  architecture: "amd64",
  images: [{ reference: "temporalio/server:1.22.0", bytes: 100_000_000 }],
};

/** @param images what the engine writes of them */
export async function bundleOf(images: Uint8Array, manifest: BundleManifest = smallBundleManifest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  const told: number[] = [];
  await writeBundle({
    backend: {
      async saveImages(_, stdout) {
        stdout.end(images);
        await finished(stdout, { readable: false });
      },
    },
    manifest,
    program: Buffer.from("a packed program"),
    sink,
    now: () => Date.parse(manifest.createdAt),
    signal: new AbortController().signal,
    onBytes: (bytes) => told.push(bytes),
  });
  return Buffer.concat(chunks);
}

export const smallBundle = await bundleOf(Buffer.from("layers"));
