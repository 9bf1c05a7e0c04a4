import type { CommandContext } from "../commands/command.ts";
import { monotonicMs, systemClock } from "../host/clock.ts";
import type { Inside } from "../interfaces/dial.ts";
import type { TemporalAdmin } from "../interfaces/temporal.ts";
import { ownContainers } from "../observe/own-containers.ts";
import type { Probe, ProbeSpec } from "../probes/probe.ts";
import type { AskTemporal } from "../probes/temporal.ts";
import { asUnasked, type Security, withEnding } from "./open-security.ts";
import { otherSecurity } from "./other-security.ts";

type ProbeParts = Pick<CommandContext, "engine" | "settings"> & {
  readonly inside: Inside;
  readonly temporalAt: (address: string) => Promise<TemporalAdmin>;
  readonly security: () => Promise<Security>;
};

/** Asks the services. @param expected questions of which it is known that they will be asked: no client loads but theirs */
export async function openProbe(
  { temporalAt, inside, engine, settings, security }: ProbeParts,
  expected?: readonly ProbeSpec[],
): Promise<Probe> {
  const { createProbe } = await import("../probes/run-probe.ts");
  const askTemporal: AskTemporal = async ({ address, namespace, inOneGo }, timeoutMs) => {
    const answer = await temporalAt(address).then(
      (admin) => admin.check(namespace, timeoutMs, inOneGo),
      (error: unknown) => asUnasked(error),
    );
    if (inOneGo !== true) return answer;
    // A port on which nothing listens is no misunderstanding.
    const isClear = answer.serving || answer.message.includes("ECONNREFUSED");
    const misunderstood = isClear ? undefined : otherSecurity(await serverContainer(), (await settings()).values);
    if (misunderstood !== undefined) return asUnasked(misunderstood);
    const nowMs = systemClock.now();
    return withEnding(answer, await (await security()).ending(nowMs), nowMs);
  };
  const serverContainer = async () =>
    (await ownContainers(await engine(), (await settings()).topology)).get("temporal-server");
  const prepareTemporal = (addresses: readonly string[]): Promise<unknown> =>
    Promise.allSettled([import("../temporal/admin/temporal-admin.ts"), ...addresses.map(temporalAt)]);
  const isRoleMissing = async (role: string): Promise<boolean> => {
    const container = (await ownContainers(await engine(), (await settings()).topology)).get("temporal-postgres");
    const { isRoleMissing: look } = await import("../observe/missing-role.ts");
    return container !== undefined && look({ engine: await engine(), clock: systemClock }, container.id, role);
  };
  const identity = async () => (await security()).identity();
  return createProbe({ askTemporal, prepareTemporal, now: monotonicMs, inside, isRoleMissing, identity }, expected);
}
