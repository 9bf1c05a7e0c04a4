import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where an instance keeps its logs and locks; names with an underscore belong to the machine, not to an instance. */
export function stateFolder(name, environment = process.env) {
  const stateHome = environment.XDG_STATE_HOME || join(homedir(), ".local", "state");
  return join(stateHome, "temporal-start", name);
}

/** Begins a log that only its owner can read; the one of the run before is replaced. */
export function openRunLog(folder, name) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  writeFileSync(path, "", { mode: 0o600 });
  chmodSync(path, 0o600);
  return { path, write: (text) => appendFileSync(path, text) };
}
