import { instanceLabel } from "../../cluster/settings/instance.ts";
import type { Topology } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";
import { sortedContainers } from "../../observe/own-containers.ts";
import { allOwn } from "../../plan/observed-state.ts";

/**
 * A start of another user, whose lock is another one, may have made containers while these were removed.
 * @throws TemporalStartError CONTAINERS_LEFT
 */
export async function requireContainersGone(engine: ContainerEngine, topology: Topology): Promise<void> {
  const left = allOwn(await sortedContainers(engine, topology)).map(({ name }) => name);
  if (left.length === 0) return;
  throw new TemporalStartError({
    code: "CONTAINERS_LEFT",
    category: "engine",
    message: `Containers of instance ${instanceLabel(topology.instance)} are there again: ${left.join(", ")}. Somebody else started it meanwhile.`,
    hint: "temporal-start status",
    retryable: true,
  });
}
