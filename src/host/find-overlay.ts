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
  const folder = file === undefined ? currentFolder : dirname(file);
  if (named !== "") {
    const path = resolve(folder, named);
    return isFile(path) ? { path } : { missing: path };
  }
  const path = file === undefined ? undefined : usualNames.map((name) => join(folder, name)).find(isFile);
  return path === undefined ? {} : { path };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Missing, out of reach, or with a name that is too long for one: nothing that could be laid over.
    return false;
  }
}
