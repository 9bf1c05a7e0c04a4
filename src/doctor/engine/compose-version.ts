import { isOlder, leastComposeVersionFor, readVersion } from "../../cluster/requirements.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";
import { type Check, type Finding, obstacle, ok } from "../check.ts";

interface ComposeFound {
  /** Of `docker compose`; undefined where the plugin is missing. */
  readonly plugin: string | undefined;
  /** Of the program `docker-compose`, which may be the first generation; undefined where it is missing. */
  readonly standalone: string | undefined;
  /** The oldest that does. */
  readonly least: string;
}

export const composeVersion: Check = {
  id: "compose-version",
  group: "engine",
  title: "compose version",
  needs: [],
  starts: "creating",
  async look(world) {
    const settings = await world.settings().then(
      ({ values }) => values,
      () => undefined,
    );
    const least = leastComposeVersionFor(settings);
    try {
      return [interpretCompose({ plugin: await world.composeVersion(), standalone: undefined, least })];
    } catch (error) {
      if (!hasCode(error, "COMPOSE_MISSING")) throw error;
      return [interpretCompose({ plugin: undefined, standalone: await askStandalone(world.processes), least })];
    }
  },
};

/** A program that hangs must not outlive the report. */
const longestMs = 5_000;

async function askStandalone(processes: ProcessRunner): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(longestMs);
    const { exitCode, stdout } = await processes.run("docker-compose", ["version", "--short"], { signal });
    return exitCode === 0 ? stdout : undefined;
  } catch (error) {
    if (hasCode(error, "PROGRAM_MISSING")) return undefined;
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof TemporalStartError && error.facts.code === code;

const todo =
  "Install the Compose v2 plugin: sudo apt-get install docker-compose-plugin (or docker-compose-v2), or docs.docker.com/compose/install";

export function interpretCompose({ plugin, standalone, least }: ComposeFound): Finding {
  if (plugin === undefined) return interpretMissing(standalone);
  const version = readVersion(plugin);
  // A build of somebody's own calls itself as it likes.
  if (version === undefined) return ok("Docker Compose, which does not tell its version");
  return isOlder(version, least)
    ? obstacle({ code: "COMPOSE_TOO_OLD", seen: `Docker Compose ${version}; ${least} is needed`, todo })
    : ok(`Docker Compose ${version}`);
}

function interpretMissing(standalone: string | undefined): Finding {
  const code = "COMPOSE_MISSING";
  if (standalone === undefined) return obstacle({ code, seen: "docker compose is not installed", todo });
  const version = readVersion(standalone) ?? "";
  return version.startsWith("1.")
    ? obstacle({ code, seen: `only docker-compose ${version}, the first generation, which ended in 2023`, todo })
    : obstacle({ code, seen: `docker-compose ${version} is there, but not as a plugin of docker`, todo });
}
