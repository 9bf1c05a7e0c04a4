import type { Settings } from "../cluster/services/index.ts";
import { isOurChoice } from "../cluster/settings/origins.ts";
import { ownUnits, type Topology } from "../cluster/topology.ts";
import type { PortProbe } from "../interfaces/host.ts";
import { nextFreePort } from "../plan/next-free-port.ts";
import type { TakenPort } from "../plan/observed-state.ts";

/**
 * For each port that somebody else holds, the next free one. A port that a person wrote down is not
 * moved: others may rely on it.
 * @returns ports by setting
 */
export async function findFreePorts(
  taken: readonly TakenPort[],
  {
    values,
    origins,
    topology,
  }: {
    readonly values: Settings;
    readonly origins: Readonly<Record<string, string>>;
    readonly topology: Topology;
  },
  probePort: PortProbe,
): Promise<ReadonlyMap<string, number>> {
  const used = new Set(ownUnits(topology).flatMap(({ ports }) => ports.map(({ setting }) => Number(values[setting]))));
  const found = new Map<string, number>();
  for (const { setting, port, reason, address } of taken) {
    if (reason !== "taken" || !isOurChoice(origins[setting])) continue;
    const free = await nextFreePort(
      port,
      async (candidate) => !used.has(candidate) && (await probePort(address, candidate)) === "free",
    );
    if (free === undefined) continue;
    used.add(free);
    found.set(setting, free);
  }
  return found;
}
