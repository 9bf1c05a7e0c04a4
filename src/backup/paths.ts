import { join, resolve } from "node:path";

/** Of something that is no folder of this machine: `s3://BUCKET/KEY`. */
const hasScheme = /^[a-z][a-z\d]+:\/\//;

/** Absolute; what is not on this machine stays as it is. */
export function resolvePath(currentFolder: string, path: string): string {
  return hasScheme.test(path) ? path : resolve(currentFolder, path);
}

export function joinPath(folder: string, name: string): string {
  return hasScheme.test(folder) ? `${folder.replace(/\/$/, "")}/${name}` : join(folder, name);
}

/** Whether this machine can tell at once if a file is there. */
export function isHere(path: string): boolean {
  return !hasScheme.test(path);
}
