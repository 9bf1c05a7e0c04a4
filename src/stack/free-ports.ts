import type { PortProbe } from "../runtime/ports.ts";
import { type Settings, services } from "../services/index.ts";
import type { TakenPort } from "./observed-state.ts";

const farthest = 500;
const highestPort = 65_535;

/**
 * For each port that somebody else holds, the next free one. A port that a person wrote down is not
 * moved: others may rely on it.
 * @returns ports by setting
 */
export async function findFreePorts(
  taken: readonly TakenPort[],
  { values, origins }: { readonly values: Settings; readonly origins: Readonly<Record<string, string>> },
  probePort: PortProbe,
): Promise<ReadonlyMap<string, number>> {
  const used = new Set(services.flatMap(({ ports }) => ports.map(({ setting }) => Number(values[setting]))));
  const found = new Map<string, number>();
  for (const { setting, port, reason } of taken) {
    if (reason !== "taken" || !isOurChoice(origins[setting])) continue;
    const free = await nextFree(port, (candidate) =>
      used.has(candidate) ? false : isFree(probePort, values.TEMPORAL_BIND_ADDRESS, candidate),
    );
    if (free === undefined) continue;
    used.add(free);
    found.set(setting, free);
  }
  return found;
}

function isOurChoice(origin: string | undefined): boolean {
  return origin === "default" || origin === keptOrigin;
}

/** What the origin of a setting says when an earlier start found the port. */
export const keptOrigin = "kept from an earlier start";

async function isFree(probePort: PortProbe, address: string, port: number): Promise<boolean> {
  return (await probePort(address, port)) === "free";
}

async function nextFree(
  port: number,
  isUsable: (candidate: number) => boolean | Promise<boolean>,
): Promise<number | undefined> {
  const last = Math.min(port + farthest, highestPort);
  for (let candidate = port + 1; candidate <= last; candidate += 1) {
    if (await isUsable(candidate)) return candidate;
  }
  return undefined;
}
