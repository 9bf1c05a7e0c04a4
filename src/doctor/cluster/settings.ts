import { bindAddressOf, isLoopback } from "../../cluster/services/addresses.ts";
import { ownUnits } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";
import { type Check, type Finding, failure, type LoadedSettings, obstacle, ok, warning } from "../check.ts";

export const settings: Check = {
  id: "settings",
  group: "settings",
  title: "settings",
  needs: [],
  starts: "every",
  async look(world) {
    try {
      return [interpretSettings(await world.settings())];
    } catch (error) {
      if (!(error instanceof TemporalStartError)) throw error;
      return interpretProblems(error);
    }
  },
};

export function interpretSettings(loaded: Omit<LoadedSettings, "host">): Finding {
  const { origins } = loaded;
  const open = openServices(loaded);
  if (open.length > 0) {
    const listed = open.map(({ title, address }) => `${title} on ${address}`).join(", ");
    const seen = `open to whoever reaches this machine, without any login: ${listed}`;
    if (loaded.values.TEMPORAL_EXPOSE !== "insecure")
      return obstacle({
        code: "EXPOSED_UNASKED",
        seen,
        todo: "Set TEMPORAL_BIND_ADDRESS=127.0.0.1, or say that it is meant: TEMPORAL_EXPOSE=insecure. Containers of other projects need no open port: they join the cluster's network and use temporal:7233",
      });
    return warning(
      seen,
      "Set TEMPORAL_BIND_ADDRESS=127.0.0.1, open one service alone by its own …_BIND_ADDRESS, or keep strangers out with a firewall (Docker passes by ufw's rules). Containers of other projects need no open port: they join the cluster's network and use temporal:7233",
    );
  }
  const changed = Object.values(origins).filter((origin) => origin !== "default").length;
  return ok(`${String(Object.keys(origins).length)} settings, ${String(changed)} of them not left to their default`);
}

function openServices({
  values,
  topology,
}: Omit<LoadedSettings, "host">): readonly { readonly title: string; readonly address: string }[] {
  return ownUnits(topology).flatMap(({ service: { title }, ports }) =>
    ports
      .map((port) => ({ title, address: bindAddressOf(values, port) }))
      .filter(({ address }) => !isLoopback(address)),
  );
}

/** Each problem is one row, with its place. */
export function interpretProblems({ facts }: TemporalStartError): readonly Finding[] {
  const todo = facts.hint ?? "Correct it and run the command again.";
  return (facts.details ?? [facts.message]).map((line) => failure(line, todo));
}
