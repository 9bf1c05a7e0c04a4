import { hostOf } from "../settings/host.ts";
import type { Topology } from "../topology.ts";
import type { Service, ServicePort, Settings } from "./index.ts";

/** The address of this machine on which a port is published. */
export function bindAddressOf(settings: Settings, { address }: Pick<ServicePort, "address">): string {
  return String(settings[address]) || settings.TEMPORAL_BIND_ADDRESS;
}

/** The host of a URL that reaches a service by its settings; without ports that is the host of all. */
export function hostOfService({ ports }: Pick<Service, "ports">, settings: Settings): string {
  const [port] = ports;
  return hostOf(port === undefined ? settings.TEMPORAL_BIND_ADDRESS : bindAddressOf(settings, port));
}

/** Of all that is published. */
export function publishedOn(settings: Settings, { units }: Pick<Topology, "units">): readonly string[] {
  return units.flatMap(({ ports }) => ports.map((port) => bindAddressOf(settings, port)));
}

/** Whether only this machine gets in there. */
export function isLoopback(address: string): boolean {
  return /^(?:127\.|::1$)/.test(address);
}
