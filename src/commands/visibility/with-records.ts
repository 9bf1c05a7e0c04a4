import { lastingUnits, type Topology, type Unit } from "../../cluster/topology.ts";
import { defined } from "../../defined.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Executions, VisibilityIndex } from "../../interfaces/visibility.ts";
import { ownContainers, reachOf } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { isMissingContent, type ProbeSpec } from "../../probes/probe.ts";
import type { Needs } from "../command.ts";

const probeTimeoutMs = 3_000;

export type RecordNeeds = Needs<"clock" | "engine" | "probe" | "settings" | "signal" | "stores">;

/** Where the truth is, and the list that is derived from it. */
export interface Records {
  readonly executions: Executions;
  readonly index: VisibilityIndex;
}

type SpecOf<Kind extends ProbeSpec["kind"]> = Extract<ProbeSpec, { readonly kind: Kind }>;

/**
 * Opens both stores for as long as the work takes.
 * @param mayLackIndex whether an index that is not there is what the work is about
 * @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED where a store does not run or does not answer well,
 * STORE_FAILED where one breaks off
 */
export async function withRecords<Result>(
  context: RecordNeeds,
  mayLackIndex: boolean,
  work: (records: Records) => Promise<Result>,
): Promise<Result> {
  const { topology } = await context.settings();
  const [database, index] = await Promise.all([
    wellStore(context, topology, "postgresql", false),
    wellStore(context, topology, "elasticsearch", mayLackIndex),
  ]);
  const stores = await context.stores();
  const opened = {
    executions: await stores.executions(database),
    index: stores.visibilityIndex(index.url, index.index),
  };
  try {
    return await work(opened);
  } catch (error) {
    context.signal.throwIfAborted();
    throw error instanceof TemporalStartError ? error : brokenOff(error);
  } finally {
    await Promise.all([opened.executions.close(), opened.index.close()]);
  }
}

async function wellStore<Kind extends "postgresql" | "elasticsearch">(
  context: RecordNeeds,
  topology: Topology,
  kind: Kind,
  mayLackContent: boolean,
): Promise<SpecOf<Kind>> {
  const reach = await context.settings();
  const containers = await ownContainers(await context.engine(), topology);
  const isMeant = (spec: ProbeSpec | undefined): spec is SpecOf<Kind> => spec?.kind === kind;
  for (const unit of lastingUnits(topology)) {
    const container = containers.get(unit.name);
    const { values, host } = reachOf(unit, container, reach);
    const spec = unit.probe?.(values, host);
    if (!isMeant(spec)) continue;
    if (!unit.isExternal && !isRunning(container)) throw notRunning(unit);
    const answer = await (await context.probe([spec]))(spec, probeTimeoutMs);
    if (!answer.ok && !(mayLackContent && isMissingContent(answer.fault))) throw notWell(unit, answer);
    return spec;
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

function brokenOff(error: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "STORE_FAILED",
    category: "service",
    message: `A store failed while its records were read or written: ${causeMessage(error)}`,
    hint: "temporal-start status, and the same command again when all is well: it begins anew.",
    retryable: true,
    cause: error,
  });
}
