import { join, resolve } from "node:path";
import { TemporalStartError } from "../errors.ts";

const scheme = /^[a-z][a-z\d+.-]*:\/\//i;
/** A bucket has 3 to 63 lower-case letters, digits, dots and hyphens. */
const s3 = /^s3:\/\/[a-z\d][a-z\d.-]{1,61}[a-z\d](\/|$)/;

/**
 * Absolute; what is in S3-compatible storage stays as it is.
 * @throws TemporalStartError USAGE for any other storage: as a path it would be a folder of that name
 */
export function resolvePath(currentFolder: string, path: string): string {
  if (!scheme.test(path)) return resolve(currentFolder, path);
  if (s3.test(path)) return path;
  throw new TemporalStartError({
    code: "USAGE",
    category: "usage",
    message: `${path} is neither a path nor an address like s3://BUCKET/KEY.`,
    hint: "Storage that speaks the language of S3 is reached by AWS_ENDPOINT_URL_S3: docs/backup.md, section S3.",
  });
}

export function joinPath(folder: string, name: string): string {
  return s3.test(folder) ? `${folder.replace(/\/$/, "")}/${name}` : join(folder, name);
}

/** Whether this machine can tell at once if a file is there. */
export function isHere(path: string): boolean {
  return !s3.test(path);
}
