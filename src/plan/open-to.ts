import { bindAddressOf, isLoopback } from "../cluster/services/addresses.ts";
import type { Settings } from "../cluster/services/index.ts";
import { ownUnits, type Topology } from "../cluster/topology.ts";

const asked: Readonly<Record<string, string>> = {
  off: "without a login",
  tls: "with a certificate of the instance; the page without a login",
  full: "with a certificate and a token; the page with a login",
};

/** Who gets in, in one line. */
export function openTo(settings: Settings, topology: Topology): string {
  const addresses = ownUnits(topology).flatMap(({ ports }) => ports.map((port) => bindAddressOf(settings, port)));
  const others = [...new Set(addresses.filter((address) => !isLoopback(address)))];
  const where = others.length === 0 ? "this machine alone" : `other machines, on ${others.join(", ")}`;
  return `${where}, ${asked[settings.TEMPORAL_SECURITY] ?? ""}`;
}
