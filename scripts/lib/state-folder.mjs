import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

function stateHome({ XDG_STATE_HOME = "" }) {
  return isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(homedir(), ".local", "state");
}

/** Where an instance keeps its logs and locks; names with an underscore belong to the machine, not to an instance. */
export function stateFolder(name, environment = process.env) {
  return join(stateHome(environment), "temporal-start", name);
}

/** Why there is no such place, or undefined: a relative one would be another for each folder a script is called in. */
export function stateFolderProblem(environment = process.env) {
  return isAbsolute(stateHome(environment))
    ? undefined
    : "HOME is empty, so there is no folder for logs and locks. Set it to your home folder, and repeat the command.";
}
