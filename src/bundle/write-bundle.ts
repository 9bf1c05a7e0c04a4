import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { writeArchive } from "../archive/archive.ts";
import { checksumsName, manifestName } from "../archive/checked-archive.ts";
import type { Backend } from "../interfaces/backend.ts";
import { type BundleManifest, imagesPart, programPart } from "./manifest.ts";

export interface WriteOptions {
  readonly backend: Pick<Backend, "saveImages">;
  readonly manifest: BundleManifest;
  /** The packed program. */
  readonly program: Uint8Array;
  readonly sink: Writable;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Told of what was written of the images so far, packed. */
  readonly onBytes: (bytes: number) => void;
}

/** Layers are packed badly by nature; more effort takes twice as long and saves little. */
const packing = { level: 1 };

/**
 * Streams the images and the program into a tar file, in steady memory.
 * @returns bytes of all parts
 * @throws TemporalStartError BUNDLE_FAILED, or the error of the sink
 */
export async function writeBundle(options: WriteOptions): Promise<number> {
  const { backend, manifest, program, sink, now, signal, onBytes } = options;
  const archive = writeArchive(sink, now);
  await archive.add(manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
  await archive.add(programPart, program);
  const packer = createGzip(packing);
  let bytes = 0;
  packer.on("data", (piece: Buffer) => {
    bytes += piece.length;
    onBytes(bytes);
  });
  const packed = pipeline(packer, archive.pieces(imagesPart));
  packed.catch(() => undefined);
  await backend.saveImages(
    manifest.images.map(({ reference }) => reference),
    packer,
    signal,
  );
  await packed;
  await archive.add(checksumsName, `${JSON.stringify({ parts: archive.parts() }, null, 2)}\n`);
  await archive.finish();
  return archive.parts().reduce((sum, part) => sum + part.bytes, 0);
}
