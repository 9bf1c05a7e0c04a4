import { versionOfImage } from "../cluster/server-version.ts";
import { instanceName } from "../cluster/settings/instance.ts";
import { isStore, ownUnits, serverOf, type Topology } from "../cluster/topology.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import type { Blocker } from "./blocker.ts";
import type { Snapshot } from "./observed-state.ts";

type Seen = Pick<Snapshot, "containers" | "images" | "volumes">;

/**
 * Found here where the container of the server is still there, before it is replaced; where it is not, the schema job finds
 * it in the database.
 */
export function otherServerVersion(topology: Topology, snapshot: Seen): readonly Blocker[] {
  const server = serverOf(topology);
  if (!hasData(topology, snapshot)) return [];
  const found = versionThatRan(snapshot.containers.get(server.name));
  const wanted = versionOfImage(snapshot.images.get(server.name)?.reference ?? "");
  if (found === undefined || wanted === undefined || found === wanted) return [];
  return [
    {
      code: "SERVER_VERSION_DIFFERS",
      message: `The data is of server ${found}, and TEMPORAL_SERVER_IMAGE is ${wanted}: a start moves no data to another version.`,
      hint: "temporal-start upgrade apply leads there, temporal-start upgrade rollback back from an upgrade; TEMPORAL_SERVER_IMAGE and TEMPORAL_CLI_IMAGE of the version of the data stay with it.",
    },
  ];
}

/** Of the container of a server; undefined where its image hides it, or it never ran and has written nothing. */
export function versionThatRan(container: ContainerFacts | undefined): string | undefined {
  return container === undefined || container.state === "created" ? undefined : versionOfImage(container.image);
}

function hasData(topology: Topology, { volumes }: Seen): boolean {
  const kept = ownUnits(topology)
    .filter(isStore)
    .flatMap((unit) => unit.volumes.map(({ name }) => instanceName(topology.instance, name)));
  return volumes.some(({ name }) => kept.includes(name));
}
