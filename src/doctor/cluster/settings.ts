import { TemporalStartError } from "../../errors.ts";
import { type Check, type Finding, failure, type LoadedSettings, ok, warning } from "../check.ts";

export const settings: Check = {
  id: "settings",
  group: "settings",
  title: "settings",
  needs: [],
  starts: "first",
  async look(world) {
    try {
      return [interpretSettings(await world.settings())];
    } catch (error) {
      if (!(error instanceof TemporalStartError)) throw error;
      return interpretProblems(error);
    }
  },
};

export function interpretSettings({ values, origins }: Pick<LoadedSettings, "values" | "origins">): Finding {
  const address = values.TEMPORAL_BIND_ADDRESS;
  if (!/^(?:127\.|::1$)/.test(address)) {
    return warning(
      `TEMPORAL_BIND_ADDRESS is ${address}: whoever reaches this machine reaches the cluster, without any login`,
      "Set TEMPORAL_BIND_ADDRESS=127.0.0.1, or keep strangers out with a firewall (Docker passes by ufw's rules)",
    );
  }
  const changed = Object.values(origins).filter((origin) => origin !== "default").length;
  return ok(`${String(Object.keys(origins).length)} settings, ${String(changed)} of them not left to their default`);
}

/** Each problem is one row, with its place. */
export function interpretProblems({ facts }: TemporalStartError): readonly Finding[] {
  const todo = facts.hint ?? "Correct it and run the command again.";
  return (facts.details ?? [facts.message]).map((line) => failure(line, todo));
}
