import { instanceName } from "../../cluster/settings/instance.ts";
import { defined } from "../../defined.ts";
import type { Backend } from "../../interfaces/backend.ts";
import type { Clock } from "../../interfaces/clock.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";
import type { Compose } from "./compose-cli.ts";
import { watchDeaths } from "./death-watch.ts";
import { requireDockerSuccess } from "./docker-failure.ts";
import type { EngineControl } from "./engine/engine-control.ts";
import { execOnTerminal } from "./exec-on-terminal.ts";
import { imageArchive } from "./image-archive.ts";
import { performer } from "./perform.ts";
import { commandRunner } from "./run-command.ts";

export interface ComposeBackendParts {
  readonly engine: EngineControl;
  /** Compose on the cluster's files with these images, references by unit. */
  readonly compose: (images: Readonly<Record<string, string>>) => Compose;
  /** Names of the cluster's own files. */
  readonly files: () => readonly string[];
  readonly clock: Clock;
  readonly processes: ProcessRunner;
  readonly instance: string;
  /** In which the stores are, as the default instance calls it. */
  readonly storeNetwork: string;
  /** Of the docker command. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Docker Compose makes the containers; the engine does the rest, each thing the moment it can. */
export function createComposeBackend(parts: ComposeBackendParts): Backend {
  const { engine, compose, files, clock, processes, instance } = parts;
  const deaths = watchDeaths(engine, instance);
  return {
    perform: performer({ engine, compose, clock, deaths, instance }),
    ...commandRunner(parts),
    ...imageArchive(parts),
    execOnTerminal: (unit, words, signal) => execOnTerminal(processes, instanceName(instance, unit), words, signal),
    configHashes: (images, worn) => compose(images).configHashes(worn),
    sources: files,
    changedByOverlay: (images) => compose(images).changedByOverlay(),
    async configuration(signal) {
      const result = await compose({}).run(["config"], defined({ signal }));
      requireDockerSuccess("compose config", result);
      return `${result.stdout}\n${result.stderr}`;
    },
  };
}
