import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

// Debian keeps daemons and iptables in sbin, which is not on an ordinary user's PATH.
const systemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** The full path of a program on PATH or in the system folders, or undefined. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...systemFolders].filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
