import { bindAddressOf, isLoopback } from "../cluster/services/addresses.ts";
import type { Settings } from "../cluster/services/index.ts";
import { ownerOf, ownUnits, type Topology, type Unit } from "../cluster/topology.ts";
import type { Blocker } from "./blocker.ts";
import type { StepAction } from "./decision.ts";

export interface ExposedPort {
  /** Of the service. */
  readonly title: string;
  readonly address: string;
}

/** Those that the settings open to other machines, but for those that let in nobody without a certificate. */
export function exposedPorts(settings: Settings, topology: Topology): readonly ExposedPort[] {
  return ownUnits(topology).flatMap((unit) => exposedPortsOf(unit, settings, topology));
}

/** Of what one unit publishes. */
export function exposedPortsOf(
  { service, ports }: Unit,
  settings: Settings,
  topology: Topology,
): readonly ExposedPort[] {
  return ports
    .filter(({ isGuarded = false }) => !isGuarded)
    .map((port) => ({
      title: (ownerOf(topology, port.setting)?.service ?? service).title,
      address: bindAddressOf(settings, port),
    }))
    .filter(({ address }) => !isLoopback(address));
}

const opening: readonly StepAction[] = ["create", "recreate", "start"];

/** Nothing is opened to other machines but by a word that says so; what is open and stays as it is needs none. */
export function exposureBlockers(
  settings: Settings,
  topology: Topology,
  steps: readonly { readonly action: StepAction }[],
): readonly Blocker[] {
  const open = exposedPorts(settings, topology);
  const isOpening = steps.some(({ action }) => opening.includes(action));
  if (settings.TEMPORAL_EXPOSE === "insecure" || open.length === 0 || !isOpening) return [];
  return [
    {
      code: "EXPOSED_UNASKED",
      message: `Whoever reaches this machine could use, without any login: ${listed(open)}.`,
      hint: exposureAdvice,
    },
  ];
}

export const listed = (open: readonly ExposedPort[]): string =>
  open.map(({ title, address }) => `${title} on ${address}`).join(", ");

/** What does without an open port. */
export const insideAdvice =
  "Containers of other projects need no open port: they join the cluster's network and use temporal:7233";

export const exposureAdvice = `Set TEMPORAL_BIND_ADDRESS=127.0.0.1, or say that it is meant: TEMPORAL_EXPOSE=insecure. ${insideAdvice}`;
