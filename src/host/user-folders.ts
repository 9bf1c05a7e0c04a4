import { isAbsolute, join } from "node:path";
import { TemporalStartError } from "../errors.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where programs keep the state of a user, by the XDG base directories.
 * @param home the user's home folder
 * @throws TemporalStartError HOME_UNKNOWN where there is no place for it
 */
export function stateHome(environment: Environment, home: string): string {
  return chosenOr("XDG_STATE_HOME", environment, () => join(requireHome(home, "XDG_STATE_HOME"), ".local", "state"));
}

/** Where they keep what a user would miss. @throws TemporalStartError HOME_UNKNOWN where there is no place for it */
export function dataHome(environment: Environment, home: string): string {
  return chosenOr("XDG_DATA_HOME", environment, () => join(requireHome(home, "XDG_DATA_HOME"), ".local", "share"));
}

/** Where they keep what can be made again. @throws TemporalStartError HOME_UNKNOWN where there is no place for it */
export function cacheHome(environment: Environment, home: string): string {
  return chosenOr("XDG_CACHE_HOME", environment, () => join(requireHome(home, "XDG_CACHE_HOME"), ".cache"));
}

/** A relative one is not to be followed, says the specification of these folders. */
function chosenOr(variable: string, environment: Environment, usual: () => string): string {
  const chosen = environment[variable] ?? "";
  return isAbsolute(chosen) ? chosen : usual();
}

/** What is relative would be another folder for each folder that a command is called in. */
function requireHome(home: string, variable: string): string {
  if (isAbsolute(home)) return home;
  throw new TemporalStartError({
    code: "HOME_UNKNOWN",
    category: "preflight",
    message: `There is no folder for what is kept between commands: HOME is ${home === "" ? "empty" : `"${home}"`}.`,
    hint: `Set HOME to your home folder, or ${variable} to a folder for this, by its whole path.`,
  });
}
