import { chmodSync, existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { CertificateFiles } from "../interfaces/certificates.ts";
import { makeFolder } from "./make-folder.ts";
import { readIfThere } from "./read-if-there.ts";
import { replaceFile } from "./replace-file.ts";

/**
 * Below one folder, which lets nobody in but its owner. What containers mount can be read by any user that gets there,
 * because theirs are others than that of this machine.
 */
export function certificateFiles(folder: string): CertificateFiles {
  const inside = (path: string): string => {
    const found = join(folder, path);
    if (found.startsWith(`${folder}${sep}`)) return found;
    throw new Error(`${path} leads out of ${folder}.`);
  };
  return {
    folder,
    names(path) {
      const found = inside(path);
      return existsSync(found) ? readdirSync(found).toSorted() : [];
    },
    read: (path) => readIfThere(inside(path)),
    write(path, text, reader) {
      const file = inside(path);
      makeFolder(dirname(file), 0o700);
      // Before the file: what is there is not written again.
      if (reader === "container") chmodSync(dirname(file), 0o755);
      replaceFile(file, text, reader === "container" ? 0o644 : 0o600);
    },
    remove(path) {
      rmSync(inside(path), { recursive: true, force: true });
    },
  };
}
