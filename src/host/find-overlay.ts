import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The names by which Docker Compose itself finds an overlay. */
const usualNames = ["compose.override.yml", "compose.override.yaml"];

export interface OverlayPlaces {
  /** The settings file that was read. */
  readonly file: string | undefined;
  readonly currentFolder: string;
}

/**
 * The user's own compose file: the named one, else one of the usual name beside the settings file.
 * @param named what the setting says; may be empty
 */
export function findOverlay(
  named: string,
  { file, currentFolder }: OverlayPlaces,
): { readonly path?: string; readonly missing?: string } {
  if (named !== "") return findFile(named, { file, currentFolder });
  const folder = file === undefined ? currentFolder : dirname(file);
  const path = file === undefined ? undefined : usualNames.map((name) => join(folder, name)).find(isFile);
  return path === undefined ? {} : { path };
}

/** One that a setting names. @param named may be empty */
export function findFile(
  named: string,
  { file, currentFolder }: OverlayPlaces,
): { readonly path?: string; readonly missing?: string } {
  if (named === "") return {};
  const path = resolve(file === undefined ? currentFolder : dirname(file), named);
  return isFile(path) ? { path } : { missing: path };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Missing, out of reach, or with a name that is too long for one: nothing that could be laid over.
    return false;
  }
}
