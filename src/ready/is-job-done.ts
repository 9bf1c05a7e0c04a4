import { preparedBy, startsAfter } from "../cluster/graph.ts";
import { isOlder } from "../cluster/requirements.ts";
import { serverVersionOf } from "../cluster/server-version.ts";
import { hostOfService } from "../cluster/services/addresses.ts";
import { type Topology, unitNamed } from "../cluster/topology.ts";
import type { Operation, Point } from "../interfaces/operation.ts";
import { schemaSpecs } from "../observe/schema-specs.ts";
import { isStartingFault, type ProbeResult, type ProbeSpec } from "../probes/probe.ts";
import type { ReadyDependencies } from "./ready-question.ts";

const probeTimeoutMs = 3_000;
/** The server waits for this answer. */
const pauseMs = 50;

export type JobQuestion = Pick<ReadyDependencies, "settings" | "topology" | "probe" | "clock"> & {
  readonly signal: AbortSignal;
};

/**
 * Whether the stores tell that a job that may be left out has nothing to do: the databases are at the version of the
 * schema, and the index lists all records of just this database. Asks each until it answers, and tells the job's
 * milestone of a store as soon as that is known of it.
 */
export async function isJobDone(
  operation: Operation,
  onPoint: (point: Point) => void,
  question: JobQuestion,
): Promise<boolean> {
  const { settings, topology } = question;
  if (operation.kind !== "run" || operation.unlessDone !== true) return false;
  const job = unitNamed(topology, operation.unit);
  const stores = job === undefined ? [] : preparedBy(topology, job);
  const looks = await Promise.all(
    stores.map(async (store): Promise<readonly Look[]> => {
      const spec = store.probe?.(settings, hostOfService(store.service, settings));
      if (spec === undefined) return [];
      const found = await Promise.all(specsFor(spec, serverVersionOf(settings)).map((one) => lookAt(one, question)));
      for (const milestone of found.every(hasAll) ? milestonesOf(topology, operation.unit, store.service.name) : [])
        onPoint({ milestone });
      return found;
    }),
  );
  const all = looks.flat();
  return looks.length > 0 && looks.every((found) => found.length > 0) && all.every(hasAll) && areOfOneDatabase(all);
}

interface Look {
  readonly spec: ProbeSpec;
  readonly answer: ProbeResult;
}

/** A database is asked for its schemas as well. */
function specsFor(spec: ProbeSpec, serverVersion: string | undefined): readonly ProbeSpec[] {
  return spec.kind === "postgresql" ? [spec, ...schemaSpecs(spec, serverVersion)] : [spec];
}

async function lookAt(spec: ProbeSpec, { probe, clock, signal }: JobQuestion): Promise<Look> {
  for (;;) {
    signal.throwIfAborted();
    const answer = await probe(spec, probeTimeoutMs);
    if (answer.ok || !isStartingFault(answer.fault)) return { spec, answer };
    await clock.sleep(pauseMs, signal);
  }
}

function hasAll({ spec, answer }: Look): boolean {
  if (!answer.ok) return false;
  const { version, tables, records, blocks, server } = answer.facts;
  // An index that takes no more records is for the job to tell of.
  if (spec.kind === "elasticsearch") return records === "whole" && blocks === "none";
  if (spec.kind !== "schema") return true;
  const isOfServer = spec.server === undefined || server === spec.server;
  return isOfServer && tables === "yes" && !isOlder(String(version), spec.expected);
}

function areOfOneDatabase(looks: readonly Look[]): boolean {
  const facts = looks.flatMap(({ answer }) => (answer.ok ? [answer.facts] : []));
  const databases = new Set(facts.flatMap(({ database, recordsOf }) => database ?? recordsOf ?? []));
  return databases.size === 1;
}

/** What the job would say of a store that has all. */
function milestonesOf(topology: Topology, job: string, store: string): readonly string[] {
  const conditions = topology.units
    .flatMap((unit) => startsAfter(topology, unit))
    .filter(({ unit }) => unit.name === job);
  return conditions.flatMap(({ condition }) =>
    typeof condition === "object" && condition.store === store ? [condition.milestone] : [],
  );
}
