import type { Readable } from "node:stream";
import {
  type ArchiveKind,
  checksumsName,
  manifestName,
  type ReadWhole,
  readWhole,
} from "../archive/checked-archive.ts";
import { TemporalStartError } from "../errors.ts";
import { type BundleChecksums, type BundleManifest, bundleChecksumsSchema, bundleManifestSchema } from "./manifest.ts";

/**
 * Reads a bundle to its end and compares every part with its checksum.
 * @param onContent is given the content of all parts but the two that describe them, as it is read
 * @throws TemporalStartError BUNDLE_DAMAGED, BUNDLE_UNKNOWN for a file that is none, or one of another format
 */
export function readBundle(
  path: string,
  source: Readable,
  onContent?: (name: string, content: Uint8Array) => Promise<void>,
): Promise<ReadWhole<BundleManifest, BundleChecksums>> {
  return readWhole(bundles, path, source, onContent);
}

const bundles: ArchiveKind<BundleManifest, BundleChecksums> = {
  readManifest(path, value) {
    const read = bundleManifestSchema.safeParse(value);
    if (!read.success) throw unknown(path, `its ${manifestName} is not that of a bundle of format 1`);
    return read.data;
  },
  readChecksums(path, value) {
    const read = bundleChecksumsSchema.safeParse(value);
    if (!read.success) throw damaged(path, `${checksumsName} makes no sense`);
    return read.data;
  },
  damaged,
  unknown,
};

function damaged(path: string, why: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "BUNDLE_DAMAGED",
    category: "preflight",
    message: `${path} is damaged: ${why}. Nothing was loaded.`,
    hint: "Copy the file once more, or make it anew: temporal-start bundle save FILE",
    cause,
  });
}

function unknown(path: string, why: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "BUNDLE_UNKNOWN",
    category: "preflight",
    message: `${path} is no bundle that this program can load: ${why}. Nothing was loaded.`,
    hint: "temporal-start bundle save FILE makes one.",
    cause,
  });
}
