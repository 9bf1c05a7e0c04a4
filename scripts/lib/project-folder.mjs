import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of this clone, whatever the current folder is. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
