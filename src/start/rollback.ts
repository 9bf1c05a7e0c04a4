import { labels } from "../cluster/labels.ts";
import { instanceLabel } from "../cluster/settings/instance.ts";
import type { Topology } from "../cluster/topology.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ProcessRunner } from "../interfaces/processes.ts";
import { volumeNames } from "../observe/observe.ts";

/** In the order in which they can be removed. */
const kinds = {
  container: { list: ["ps", "--all", "--format", "{{.Names}}"], remove: ["rm", "--force", "--volumes"] },
  network: { list: ["network", "ls", "--format", "{{.Name}}"], remove: ["network", "rm"] },
  volume: { list: ["volume", "ls", "--format", "{{.Name}}"], remove: ["volume", "rm"] },
} as const;

type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as readonly Kind[];

/** Names of containers, networks or volumes, whoever made them. */
export type EngineObjects = Readonly<Record<Kind, readonly string[]>>;

export interface RollbackDependencies {
  readonly processes: ProcessRunner;
  readonly clock: Clock;
}

export interface RolledBack {
  readonly removed: EngineObjects;
  /** What could not be removed, as the engine names it. */
  readonly left: readonly string[];
}

const answerTimeoutMs = 20_000;
const pauseMs = 500;
const maxLooks = 6;

/** Everything on the engine before a start. @throws TemporalStartError ENGINE_FAILED */
export async function listObjects(processes: ProcessRunner): Promise<EngineObjects> {
  return perKind((kind) => docker(processes, kinds[kind].list));
}

/**
 * Removes what a start created, through the docker command: an interruption has ended the
 * connections to the engine. What was there before stays, above all every volume.
 */
export async function rollBack(
  { processes, clock }: RollbackDependencies,
  topology: Topology,
  before: EngineObjects,
): Promise<RolledBack> {
  const removed: Record<Kind, string[]> = { container: [], network: [], volume: [] };
  for (let look = 0; look < maxLooks; look += 1) {
    const found = await findCreated(processes, topology, before);
    // An engine goes on for a moment with what a client asked for that is gone.
    if (look > 0 && kindNames.every((kind) => found[kind].length === 0)) return { removed, left: [] };
    for (const kind of kindNames) {
      if (found[kind].length === 0) continue;
      await docker(processes, [...kinds[kind].remove, ...found[kind]]).catch(() => undefined);
      removed[kind].push(...found[kind].filter((name) => !removed[kind].includes(name)));
    }
    await clock.sleep(pauseMs);
  }
  const rest = await findCreated(processes, topology, before);
  const gone = (kind: Kind): readonly string[] => removed[kind].filter((name) => !rest[kind].includes(name));
  return {
    removed: { container: gone("container"), network: gone("network"), volume: gone("volume") },
    left: kindNames.flatMap((kind) => rest[kind].map((name) => `${kind} ${name}`)),
  };
}

/** Ours by label, and not there before. Of volumes only those that hold a service's data. */
async function findCreated(
  processes: ProcessRunner,
  topology: Topology,
  before: EngineObjects,
): Promise<EngineObjects> {
  const data = volumeNames(topology);
  return perKind(async (kind) => {
    const filter = ["--filter", `label=${labels.instance}=${instanceLabel(topology.instance)}`];
    const ours = await docker(processes, [...kinds[kind].list, ...filter]);
    return ours.filter((name) => !before[kind].includes(name) && (kind !== "volume" || data.includes(name)));
  });
}

async function perKind(namesOf: (kind: Kind) => Promise<readonly string[]>): Promise<EngineObjects> {
  const [container, network, volume] = await Promise.all([namesOf("container"), namesOf("network"), namesOf("volume")]);
  return { container, network, volume };
}

async function docker(processes: ProcessRunner, args: readonly string[]): Promise<readonly string[]> {
  const limit = AbortSignal.timeout(answerTimeoutMs);
  try {
    const { exitCode, stdout, stderr } = await processes.run("docker", args, { signal: limit });
    if (exitCode === 0) return stdout.split("\n").filter((line) => line !== "");
    throw failure(args, `ended with exit code ${String(exitCode)}: ${causeMessage(stderr)}`);
  } catch (error) {
    throw limit.aborted ? failure(args, `did not answer within ${String(answerTimeoutMs / 1000)} s.`) : error;
  }
}

function failure(args: readonly string[], what: string): TemporalStartError {
  return new TemporalStartError({
    code: "ENGINE_FAILED",
    category: "engine",
    message: `docker ${args.slice(0, 2).join(" ")} ${what}`,
    hint: "docker info",
  });
}
