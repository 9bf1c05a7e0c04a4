import { type Topology, volumeNames } from "../cluster/topology.ts";
import type { Backend } from "../interfaces/backend.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine, EngineObjects } from "../interfaces/engine.ts";
import type { Operation, OperationEdge } from "../interfaces/operation.ts";
import { carryOutAll } from "./carry-out.ts";

const kindNames = ["container", "network", "volume"] as const;

/** An interruption has ended the connections of the command; these have to be others. */
export interface RollbackDependencies {
  readonly engine: Pick<ContainerEngine, "objects">;
  readonly backend: Pick<Backend, "perform">;
  readonly clock: Clock;
}

export interface RolledBack {
  readonly removed: EngineObjects;
  /** What could not be removed, as the engine names it. */
  readonly left: readonly string[];
}

const pauseMs = 500;
const maxLooks = 6;

/** Removes what a start created. What was there before stays, above all every volume. */
export async function rollBack(
  { engine, backend, clock }: RollbackDependencies,
  topology: Topology,
  before: EngineObjects,
): Promise<RolledBack> {
  const seen = { container: new Set<string>(), network: new Set<string>(), volume: new Set<string>() };
  for (let look = 0; look < maxLooks; look += 1) {
    const found = await findCreated(engine, topology, before);
    // An engine goes on for a moment with what a client asked for that is gone.
    if (look > 0 && kindNames.every((kind) => found[kind].length === 0)) break;
    for (const kind of kindNames) for (const name of found[kind]) seen[kind].add(name);
    // What is left is looked for again, and named.
    await carryOutAll(removalsOf(found), { backend }).catch(() => undefined);
    await clock.sleep(pauseMs);
  }
  const rest = await findCreated(engine, topology, before);
  const gone = (kind: keyof EngineObjects): readonly string[] =>
    [...seen[kind]].filter((name) => !rest[kind].includes(name));
  return {
    removed: { container: gone("container"), network: gone("network"), volume: gone("volume") },
    left: kindNames.flatMap((kind) => rest[kind].map((name) => `${kind} ${name}`)),
  };
}

/** One kind after the other: networks and volumes are in use until their containers are gone. */
function removalsOf(found: EngineObjects): readonly Operation[] {
  const idsOf = (kind: keyof EngineObjects): readonly string[] => found[kind].map((name) => `remove ${kind} ${name}`);
  const edges = idsOf("container").map((after): OperationEdge => ({ after, point: "over" }));
  return kindNames.flatMap((what) =>
    found[what].map((name, index): Operation => {
      const id = idsOf(what)[index] ?? "";
      return { kind: "remove", what, name, id, edges: what === "container" ? [] : edges };
    }),
  );
}

/** Ours by label, and not there before. Of volumes only those that hold a service's data. */
async function findCreated(
  engine: RollbackDependencies["engine"],
  topology: Topology,
  before: EngineObjects,
): Promise<EngineObjects> {
  const data = volumeNames(topology);
  const ours = await engine.objects({ instance: topology.instance });
  const created = (kind: keyof EngineObjects): readonly string[] =>
    ours[kind].filter((name) => !before[kind].includes(name));
  return {
    container: created("container"),
    network: created("network"),
    volume: created("volume").filter((name) => data.includes(name)),
  };
}
