import type { CommandContext } from "../commands/command.ts";
import { monotonicMs, systemClock } from "../host/clock.ts";
import type { TemporalAdmin } from "../interfaces/temporal.ts";
import { ownContainers } from "../observe/own-containers.ts";
import type { Probe, ProbeSpec } from "../probes/probe.ts";
import type { AskTemporal } from "../probes/temporal.ts";

type ProbeParts = Pick<CommandContext, "engine" | "settings"> & {
  readonly temporalAt: (address: string) => Promise<TemporalAdmin>;
};

/** Asks the services. @param expected questions of which it is known that they will be asked: no client loads but theirs */
export async function openProbe(
  { temporalAt, engine, settings }: ProbeParts,
  expected?: readonly ProbeSpec[],
): Promise<Probe> {
  const { createProbe } = await import("../probes/run-probe.ts");
  const askTemporal: AskTemporal = async ({ address, namespace, inOneGo }, timeoutMs) =>
    (await temporalAt(address)).check(namespace, timeoutMs, inOneGo);
  const prepareTemporal = (addresses: readonly string[]): Promise<unknown> =>
    Promise.all([import("../temporal/admin/temporal-admin.ts"), ...addresses.map(temporalAt)]);
  const isRoleMissing = async (role: string): Promise<boolean> => {
    const container = (await ownContainers(await engine(), (await settings()).topology)).get("temporal-postgres");
    const { isRoleMissing: look } = await import("../observe/missing-role.ts");
    return container !== undefined && look({ engine: await engine(), clock: systemClock }, container.id, role);
  };
  return createProbe({ askTemporal, prepareTemporal, now: monotonicMs, isRoleMissing }, expected);
}
