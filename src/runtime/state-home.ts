import { isAbsolute, join } from "node:path";
import { TemporalStartError } from "../errors.ts";

/**
 * Where programs keep the state of a user, by the XDG base directories.
 * @param home the user's home folder
 * @throws TemporalStartError HOME_UNKNOWN where there is no place for it
 */
export function stateHome(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  const { XDG_STATE_HOME = "" } = environment;
  // A relative one is not to be followed, says the specification of these folders.
  return isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(requireHome(home), ".local", "state");
}

/** What is relative would be another folder for each folder that a command is called in. */
function requireHome(home: string): string {
  if (isAbsolute(home)) return home;
  throw new TemporalStartError({
    code: "HOME_UNKNOWN",
    category: "preflight",
    message: `There is no folder for what is kept between commands: HOME is ${home === "" ? "empty" : `"${home}"`}.`,
    hint: "Set HOME to your home folder, or XDG_STATE_HOME to a folder for this, by its whole path.",
  });
}
