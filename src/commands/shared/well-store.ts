import { lastingUnits, type Unit } from "../../cluster/topology.ts";
import { defined } from "../../defined.ts";
import { TemporalStartError } from "../../errors.ts";
import { ownContainers, reachOf } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { isMissingContent, type ProbeSpec } from "../../probes/probe.ts";
import type { Needs } from "../command.ts";

const probeTimeoutMs = 3_000;

export type StoreNeeds = Needs<"engine" | "probe" | "settings">;

type SpecOf<Kind extends ProbeSpec["kind"]> = Extract<ProbeSpec, { readonly kind: Kind }>;

export interface WellStore<Kind extends ProbeSpec["kind"]> {
  readonly unit: Unit;
  /** Where it is reached now. */
  readonly spec: SpecOf<Kind>;
}

/**
 * The store of a kind, which runs and answers.
 * @param mayLackContent whether an index or database that is not there is what the work is about
 * @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED
 */
export async function wellStore<Kind extends "postgresql" | "elasticsearch">(
  context: StoreNeeds,
  kind: Kind,
  mayLackContent = false,
): Promise<WellStore<Kind>> {
  const reach = await context.settings();
  const { topology } = reach;
  const containers = await ownContainers(await context.engine(), topology);
  const isMeant = (spec: ProbeSpec | undefined): spec is SpecOf<Kind> => spec?.kind === kind;
  for (const unit of lastingUnits(topology)) {
    const container = containers.get(unit.name);
    const { values, host } = reachOf(unit, containers, reach);
    const spec = unit.probe?.(values, host);
    if (!isMeant(spec)) continue;
    if (!unit.isExternal && !isRunning(container)) throw notRunning(unit);
    const answer = await (await context.probe([spec]))(spec, probeTimeoutMs);
    if (!answer.ok && !(mayLackContent && isMissingContent(answer.fault))) throw notWell(unit, answer);
    return { unit, spec };
  }
  throw new Error(`The cluster has no store that is asked as ${kind}.`);
}

function notRunning({ name, service }: Unit): TemporalStartError {
  return new TemporalStartError({
    code: "SERVICE_STOPPED",
    category: "service",
    service: name,
    message: `${service.title} does not run; nothing was changed.`,
    hint: "temporal-start start",
  });
}

function notWell({ name }: Unit, { message, hint }: { readonly message: string; readonly hint?: string }): Error {
  return new TemporalStartError({
    code: "SERVICE_FAILED",
    category: "service",
    service: name,
    message: `${message} Nothing was changed.`,
    ...defined({ hint }),
  });
}
