import { TemporalStartError } from "../errors.ts";
import type { ProcessRunner } from "../runtime/ports.ts";
import { askComposeVersion, versionInAnswer } from "../stack/ask-compose-version.ts";
import { isOlder, leastComposeVersion } from "../stack/requirements.ts";
import { type Check, type Finding, failure, ok } from "./check.ts";

interface ComposeFound {
  readonly hasDocker: boolean;
  /** Of `docker compose`; undefined where the plugin is missing. */
  readonly plugin: string | undefined;
  /** Of the program `docker-compose`, which may be the first generation. */
  readonly standalone: string | undefined;
}

export const composeVersion: Check = {
  id: "compose-version",
  group: "engine",
  title: "compose version",
  needs: [],
  async look({ processes, host }) {
    const hasDocker = (await host.programs(["docker"])).length > 0;
    const plugin = hasDocker ? await versionOf("plugin", processes) : undefined;
    const standalone = plugin === undefined ? await versionOf("standalone", processes) : undefined;
    return [interpretCompose({ hasDocker, plugin, standalone })];
  },
};

/** A program that hangs must not outlive the report. */
const longestMs = 5_000;

async function versionOf(generation: "plugin" | "standalone", processes: ProcessRunner): Promise<string | undefined> {
  try {
    return versionInAnswer(await askComposeVersion(processes, generation, AbortSignal.timeout(longestMs)));
  } catch (error) {
    if (error instanceof TemporalStartError && error.facts.code === "PROGRAM_MISSING") return undefined;
    throw error;
  }
}

const install =
  "Install the Compose v2 plugin: sudo apt-get install docker-compose-plugin (or docker-compose-v2), or docs.docker.com/compose/install";

export function interpretCompose({ hasDocker, plugin, standalone }: ComposeFound): Finding {
  if (!hasDocker) return failure("the program docker is not on the PATH", "Install the Docker CLI with Compose v2");
  if (plugin !== undefined) {
    return isOlder(plugin, leastComposeVersion)
      ? failure(`Docker Compose ${plugin}; ${leastComposeVersion} is needed`, install)
      : ok(`Docker Compose ${plugin}`);
  }
  if (standalone === undefined) return failure("docker compose is not installed", install);
  return standalone.startsWith("1.")
    ? failure(`only docker-compose ${standalone}, the first generation, which ended in 2023`, install)
    : failure(`docker-compose ${standalone} is there, but not as a plugin of docker`, install);
}
