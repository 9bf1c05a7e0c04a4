import { join } from "node:path";

/**
 * Where programs keep the state of a user, by the XDG base directories; a variable that is empty counts as none.
 * @param home the user's home folder
 */
export function stateHome(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  return environment.XDG_STATE_HOME || join(home, ".local", "state");
}
