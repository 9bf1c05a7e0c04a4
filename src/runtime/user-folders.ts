import { homedir } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

const variables = {
  cache: ["XDG_CACHE_HOME", ".cache"],
  state: ["XDG_STATE_HOME", join(".local", "state")],
} as const;

export function homeFolder(environment: Environment): string {
  return environment.HOME ?? homedir();
}

/** Our folder below the user's cache or state folder, as the XDG base directory specification places it. */
export function userFolder(environment: Environment, kind: keyof typeof variables): string {
  const [variable, fallback] = variables[kind];
  const chosen = environment[variable];
  return join(
    chosen === undefined || chosen === "" ? join(homeFolder(environment), fallback) : chosen,
    "temporal-start",
  );
}
