import { homedir } from "node:os";
import { join } from "node:path";
import { cacheHome, stateHome } from "../../host/user-folders.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where builds keep artifacts and their log. Images belong to the machine, not to an instance; the
 * underscore keeps their folder apart from those of instances.
 * @throws TemporalStartError HOME_UNKNOWN where there is no place for them
 */
export function buildFolders(environment: Environment): { readonly cacheFolder: string; readonly logFile: string } {
  const home = environment.HOME ?? homedir();
  return {
    cacheFolder: join(cacheHome(environment, home), "temporal-start"),
    logFile: join(stateHome(environment, home), "temporal-start", "_images", "build.log"),
  };
}

/** The environment of build commands: the user's, so that Go, Maven and apt find their mirrors and proxies. */
export function buildEnvironment(environment: Environment): Readonly<Record<string, string>> {
  // A builder chosen for other projects may live in a container, which does not see the parent images.
  return Object.fromEntries(
    Object.entries(environment).filter(
      (pair): pair is [string, string] => pair[0] !== "BUILDX_BUILDER" && pair[1] !== undefined,
    ),
  );
}
