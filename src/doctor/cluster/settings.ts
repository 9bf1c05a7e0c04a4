import { TemporalStartError } from "../../errors.ts";
import { exposedPorts, exposureAdvice, insideAdvice, listed } from "../../plan/exposed-ports.ts";
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

export function interpretSettings({ values, origins, topology }: Omit<LoadedSettings, "host">): Finding {
  const open = exposedPorts(values, topology);
  if (open.length > 0) {
    const seen = `open to whoever reaches this machine, without any login: ${listed(open)}`;
    // The plan of a start has the same refusal.
    if (values.TEMPORAL_EXPOSE !== "insecure") return failure(seen, exposureAdvice);
    return warning(
      seen,
      `Set TEMPORAL_BIND_ADDRESS=127.0.0.1, open one service alone by its own …_BIND_ADDRESS, or keep strangers out with a firewall (Docker passes by ufw's rules). ${insideAdvice}`,
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
