import { bindAddressOf, isLoopback } from "../../cluster/services/addresses.ts";
import type { Settings } from "../../cluster/services/index.ts";
import { isStore, ownUnits, type Topology } from "../../cluster/topology.ts";
import { type Check, type Finding, failure, ok, warning } from "../check.ts";

export const stores: Check = {
  id: "production-stores",
  group: "production",
  title: "stores",
  needs: ["settings"],
  starts: "none",
  async look(world) {
    const { values, topology } = await world.settings();
    return interpretStores(values, topology);
  },
};

/** The engine of Linux has its networks on this machine, and whoever is on it gets into them. */
function apart({ settings }: { readonly settings: object }): string {
  const words = "reached by the server alone, in a network of their own";
  return Object.hasOwn(settings, "POSTGRES_PASSWORD")
    ? words
    : `${words}; on Linux also by users of this machine, whom it asks for no password`;
}

/** Where PostgreSQL and Elasticsearch are published: the one asks for a password, the other for nothing. */
export function interpretStores(settings: Settings, topology: Topology): readonly Finding[] {
  return ownUnits(topology)
    .filter(isStore)
    .map(({ service, ports }): Finding => {
      if (ports.length === 0) return { subject: service.title, ...ok(apart(service)) };
      const addresses = [...new Set(ports.map((port) => bindAddressOf(settings, port)))];
      const open = addresses.filter((address) => !isLoopback(address));
      const subject = service.title;
      if (open.length > 0)
        return {
          subject,
          ...failure(`reached from other machines on ${open.join(", ")}`, "Its …_BIND_ADDRESS=127.0.0.1"),
        };
      const asksWho = Object.hasOwn(service.settings, "POSTGRES_PASSWORD");
      return {
        subject,
        ...(asksWho
          ? ok(`for this machine alone, on ${addresses.join(", ")}, with a password`)
          : warning(
              `whoever may log in to this machine reads it, on ${addresses.join(", ")}: it asks for no password`,
              "TEMPORAL_SECURITY=tls or full, which publishes no port of it",
            )),
      };
    });
}
