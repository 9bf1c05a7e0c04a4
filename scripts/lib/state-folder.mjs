import { homedir } from "node:os";
import { join } from "node:path";

/** Where an instance keeps its logs and locks; names with an underscore belong to the machine, not to an instance. */
export function stateFolder(name, environment = process.env) {
  const stateHome = environment.XDG_STATE_HOME || join(homedir(), ".local", "state");
  return join(stateHome, "temporal-start", name);
}
