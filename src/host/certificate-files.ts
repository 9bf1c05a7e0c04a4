import { chmodSync, existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CertificateFiles } from "../interfaces/certificates.ts";
import { makeFolder } from "./make-folder.ts";
import { readIfThere } from "./read-if-there.ts";
import { replaceFile } from "./replace-file.ts";

/**
 * Below one folder, which lets nobody in but its owner. What containers mount can be read by any user that gets there,
 * because theirs are others than that of this machine.
 */
export function certificateFiles(folder: string): CertificateFiles {
  return {
    folder,
    names(path) {
      const inside = join(folder, path);
      return existsSync(inside) ? readdirSync(inside).toSorted() : [];
    },
    read: (path) => readIfThere(join(folder, path)),
    write(path, text, reader) {
      makeFolder(folder, 0o700);
      const file = join(folder, path);
      replaceFile(file, text, reader === "container" ? 0o644 : 0o600);
      if (reader === "container") chmodSync(dirname(file), 0o755);
    },
    remove(path) {
      rmSync(join(folder, path), { recursive: true, force: true });
    },
  };
}
