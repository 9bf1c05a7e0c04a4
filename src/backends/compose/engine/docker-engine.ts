import Docker from "dockerode";
import { defined } from "../../../defined.ts";
import { systemClock } from "../../../host/clock.ts";
import type { EngineEndpoint } from "../../../interfaces/engine-facts.ts";
import { filtersOf } from "../labels.ts";
import { withOneOffStates } from "../one-off-owner.ts";
import { readDeaths } from "./docker-deaths.ts";
import { createReadDetails } from "./docker-details.ts";
import { createDial } from "./docker-dial.ts";
import { readEnds } from "./docker-ends.ts";
import { toContainerFacts, toImageFacts, toVolumeFacts } from "./docker-facts.ts";
import { readFileOf, readFileOfVolume } from "./docker-files.ts";
import { openLogs } from "./docker-logs.ts";
import { type MeasuredMemory, memoryUsedBytes } from "./docker-memory.ts";
import { orUndefined } from "./docker-missing.ts";
import { actions, unlessDone } from "./engine-actions.ts";
import { connectionOptions } from "./engine-connection.ts";
import type { EngineControl } from "./engine-control.ts";
import { knock } from "./engine-door.ts";
import { unreachable } from "./engine-errors.ts";
import { readEngineInfo, readNetworks } from "./engine-info.ts";
import { readLogLines } from "./engine-logs.ts";
import { readPath, removePath } from "./engine-paths.ts";
import { createPull } from "./engine-pull.ts";
import { createAsk, type EngineLimits } from "./engine-requests.ts";
import { podmanHealth } from "./podman-health.ts";
import type { FindLogin } from "./registry-login.ts";

/** An action is answered when it is done: after the grace of a container that stops, and its start on a busy machine. */
const actionTimeoutMs = 120_000;
/** Whoever waits for a job has a shorter limit of its own; this one ends what nobody waits for any more. */
const longestJobMs = 3_600_000;

export interface PullSettings {
  readonly findLogin: FindLogin;
  /** As the engine calls it; absent means its own. */
  readonly platform: string | undefined;
}

const nobody: PullSettings = { findLogin: () => Promise.resolve(undefined), platform: undefined };

/** The Docker Engine API. dockerode and its types stay in the files that begin with docker-. */
export function createDockerEngine(
  endpoint: EngineEndpoint,
  limits: EngineLimits = {},
  pulls: PullSettings = nobody,
): EngineControl {
  const docker = new Docker(connectionOptions(endpoint));
  const ask = createAsk(endpoint, limits);
  return {
    endpoint,

    async info(timeoutMs) {
      const [info, version] = await Promise.all([
        ask((abortSignal) => readPath(docker, "/info", abortSignal), defined({ timeoutMs })),
        ask((abortSignal) => readPath(docker, "/version", abortSignal), defined({ timeoutMs })),
      ]);
      return readEngineInfo(info, version);
    },

    requireEntry: () => ask((abortSignal) => knock(endpoint, abortSignal)),

    async networks() {
      return readNetworks(await ask((abortSignal) => readPath(docker, "/networks", abortSignal)));
    },

    async containers(whose) {
      const filters = filtersOf(whose);
      const list = (more: Readonly<Record<string, string[]>>): Promise<Docker.ContainerInfo[]> =>
        ask((abortSignal) => docker.listContainers({ all: true, filters: { ...filters, ...more }, abortSignal }));
      const listed = await list({});
      const health = await podmanHealth(listed, (wanted) => list({ health: [wanted] }));
      const facts = listed.map((one) => ({ ...toContainerFacts(one), ...defined({ health: health.get(one.Id) }) }));
      return withOneOffStates(facts, systemClock.now());
    },

    containerDetails: createReadDetails(docker, ask),

    async memoryUsedBytes(id) {
      const path = `/containers/${id}/stats?stream=false&one-shot=true`;
      const found = await ask((abortSignal) => orUndefined(readPath(docker, path, abortSignal)));
      return memoryUsedBytes((found as { readonly memory_stats?: MeasuredMemory } | undefined)?.memory_stats ?? {});
    },

    recentEnds: (ids, sinceSeconds) => ask((abortSignal) => readEnds(docker, ids, sinceSeconds, abortSignal)),

    inspect: (id) => ask((abortSignal) => orUndefined(docker.getContainer(id).inspect({ abortSignal }))),

    async image(reference) {
      const path = `/images/${reference}/json`;
      const found = await ask((abortSignal) =>
        orUndefined(readPath(docker, path, abortSignal) as Promise<Docker.ImageInspectInfo>),
      );
      return found && toImageFacts(found);
    },

    pull: createPull({ docker, ask, endpoint, ...pulls }),

    async volumes(names) {
      const found = await Promise.all(
        names.map((name) => ask((abortSignal) => orUndefined(docker.getVolume(name).inspect({ abortSignal })))),
      );
      return found.filter((volume) => volume !== undefined).map(toVolumeFacts);
    },

    readText: (id, path) => ask((abortSignal) => readFileOf(docker.getContainer(id), path, abortSignal)),

    readVolumeText: (file) => ask((abortSignal) => readFileOfVolume(docker, file, abortSignal)),

    async writtenPaths(id) {
      type Changes = readonly { readonly Path: string }[] | null;
      const list = (abortSignal: AbortSignal): Promise<Changes> => docker.getContainer(id).changes({ abortSignal });
      return (await ask((abortSignal) => orUndefined(list(abortSignal))))?.map(({ Path }) => Path);
    },

    async volumesOf(whose) {
      const filters = filtersOf(whose);
      const { Volumes } = await ask((abortSignal) => docker.listVolumes({ filters, abortSignal }));
      // The engine says null for none.
      return ((Volumes as typeof Volumes | null) ?? []).map(toVolumeFacts);
    },

    async *logs(containerId, options) {
      const open = (signal: AbortSignal): Promise<AsyncIterable<Buffer>> =>
        openLogs(docker, containerId, { ...options, signal });
      const opened = await ask(open, defined({ signal: options.signal }));
      try {
        yield* readLogLines(opened);
      } catch (error) {
        throw unreachable(error, endpoint);
      }
    },

    dial: createDial(docker, ask),

    async act(action, id) {
      await ask((abortSignal) => unlessDone(actions[action](docker.getContainer(id), { abortSignal })), {
        timeoutMs: actionTimeoutMs,
      });
    },

    // No question with one answer: it goes on until the signal ends it.
    deaths: (instance, signal) => readDeaths(docker, instance, signal),

    async remove(what, name) {
      const path = what === "container" ? `/containers/${name}?force=true&v=true` : `/${what}s/${name}`;
      await ask((abortSignal) => removePath(docker, path, abortSignal), { timeoutMs: actionTimeoutMs });
    },

    async objects(whose) {
      const filters = filtersOf(whose);
      const [containers, networks, volumes] = await Promise.all([
        ask((abortSignal) => docker.listContainers({ all: true, filters, abortSignal })),
        ask((abortSignal) => docker.listNetworks({ filters, abortSignal })),
        ask((abortSignal) => docker.listVolumes({ filters, abortSignal })),
      ]);
      return {
        container: containers.flatMap(({ Names }) => Names[0]?.replace(/^\//, "") ?? []),
        network: networks.map(({ Name }) => Name),
        volume: ((volumes.Volumes as typeof volumes.Volumes | null) ?? []).map(({ Name }) => Name),
      };
    },

    async waitForExit(id, signal) {
      const wait = (abortSignal: AbortSignal): Promise<{ readonly StatusCode: number }> =>
        docker.getContainer(id).wait({ abortSignal }) as Promise<{ readonly StatusCode: number }>;
      return (await ask(wait, { timeoutMs: longestJobMs, ...defined({ signal }) })).StatusCode;
    },
  };
}
