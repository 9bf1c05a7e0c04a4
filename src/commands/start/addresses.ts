import { hostOfService } from "../../cluster/services/addresses.ts";
import { ownerOf, ownUnits } from "../../cluster/topology.ts";
import type { CommandSettings } from "../command.ts";

/** By service, as a person would paste it. */
export type Addresses = Readonly<Record<string, string>>;

export function addressesOf({ values, topology }: Pick<CommandSettings, "values" | "topology">): Addresses {
  return Object.fromEntries(
    ownUnits(topology).flatMap((publisher) =>
      publisher.ports.map(({ setting, url }) => {
        const { name, service } = ownerOf(topology, setting) ?? publisher;
        return [name, url.replace("{address}", `${hostOfService(service, values)}:${String(values[setting])}`)];
      }),
    ),
  );
}
