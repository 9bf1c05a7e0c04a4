import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The folder of the machine-wide engine logs; the underscore keeps it apart from folders of instances. */
export function engineStateFolder(environment = process.env) {
  const stateHome = environment.XDG_STATE_HOME || join(homedir(), ".local", "state");
  const folder = join(stateHome, "temporal-start", "_engine");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
