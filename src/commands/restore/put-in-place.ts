import { anySignal } from "../../async/any-signal.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ExecutionCounts } from "../../interfaces/database.ts";
import { discardData, recoverData, swapData } from "../../restore/restore-data.ts";
import type { DataPlace } from "../../restore/run-script.ts";
import type { Replay } from "../../restore/wal-archive.ts";
import { databaseFacts } from "../shared/database-facts.ts";
import { followIndex } from "../shared/elasticsearch-image.ts";
import type { HeldWork } from "../shared/hold-cluster.ts";
import { followData, postgresOfData } from "../shared/postgres-images.ts";
import { secureCluster } from "../shared/secure-cluster.ts";
import { type BringUpNeeds, makePlan, requireUnblocked } from "../start/bring-up.ts";
import { whileComingUp } from "../start/while-coming-up.ts";
import { dataPlace } from "./data-place.ts";
import type { IndexNeeds, IndexPlan } from "./index-plan.ts";
import { type MakeContainersNeeds, makeContainers } from "./make-containers.ts";
import { keepPostgres, otherImage, requirePostgresFor } from "./other-postgres.ts";
import { stopForSwap } from "./stop-for-swap.ts";
import { keepVersion, requireOwnVersion, takeOverVersion } from "./take-over-version.ts";

export type PutNeeds = BringUpNeeds & MakeContainersNeeds & IndexNeeds;

/** Data that is to take the place of what is there. */
export interface Incoming {
  /** Names the restore. */
  readonly id: string;
  /** Of PostgreSQL. */
  readonly major: string;
  /** Lays it beside the data. Answers how old it is, in seconds. */
  readonly stage: (place: DataPlace) => Promise<number>;
  /** Whether that stops what runs, so that nothing else may stand in the way of its start. */
  readonly stops?: boolean;
  /** What it goes on by from there; absent where it is complete. */
  readonly replay?: Replay;
}

export interface PutOptions extends Pick<HeldWork, "onInterruptionSay"> {
  readonly waitTimeoutMs: number;
  readonly startedMs: number;
}

export interface PutOutcome<Index> {
  readonly index: Index;
  readonly counts: ExecutionCounts;
  /** Time of the last transaction that was replayed, RFC 3339; null where none was. */
  readonly lastTransaction: string | null;
}

/** Everything of a restore after the questions. The cluster is away from its stop until it is ready again. */
export async function putInPlace<Index>(
  context: PutNeeds,
  { id, major, stage, stops = false, replay }: Incoming,
  options: PutOptions,
  index: IndexPlan<Index>,
): Promise<PutOutcome<Index>> {
  const { waitTimeoutMs, onInterruptionSay } = options;
  const { reporter, signal } = context;
  const { topology, values } = await context.settings();
  const backend = await context.backend();
  const here = dataPlace(topology, backend);
  // A container that is made now finds what is there still.
  await followData(context, (await postgresOfData(context)) ?? major, false);
  await makeContainers(context, here.unit, waitTimeoutMs, () => {
    onInterruptionSay("What was there before is in place.");
  });
  await followData(context, major, false);
  await requirePostgresFor(context, major);
  const place = { ...here, signal, ...(await otherImage(context)) };
  const ageSeconds = await stageBeside(context, place, { id, stage, stops }, waitTimeoutMs);
  reporter.note(replay === undefined ? "Making it ready for the server." : "Replaying what came after it.");
  const login = { database: values.POSTGRES_DB, user: values.POSTGRES_USER, password: values.POSTGRES_PASSWORD };
  const recovered = await recoverData(place, { id, ageSeconds, fillsIndex: index.isFilled, ...login }, replay);
  const { server, lastTransaction, ...counts } = recovered;
  const settled = takeOverVersion(context, server ?? undefined).then(() =>
    requireOwnVersion(context, server ?? undefined),
  );
  await orDiscard(place, id, settled);
  await stopForSwap(context, place.unit, true);
  onInterruptionSay("temporal-start restore finish puts the restored data in place and starts the cluster.");
  // First: where this is cut short behind the change of places, what is kept fits the data.
  await keepVersion(context);
  if (place.image !== undefined) await keepPostgres(context);
  // Renames alone; what is begun comes to its end.
  await swapData(dataPlace(topology, backend), id);
  return { counts, lastTransaction, index: await bringBack(context, id, options, index) };
}

/** Looks meanwhile for what stands in the way of the start that comes after, and ends with that. */
async function stageBeside(
  context: PutNeeds,
  place: DataPlace,
  { id, stage, stops }: Pick<Incoming, "id" | "stage"> & { readonly stops: boolean },
  waitTimeoutMs: number,
): Promise<number> {
  const refused = new AbortController();
  const wayUp = requireWayUp(context, waitTimeoutMs).catch((error: unknown) => {
    refused.abort();
    throw error;
  });
  if (stops) await wayUp;
  const staging = stage({ ...place, signal: anySignal(context.signal, refused.signal) });
  await Promise.allSettled([staging, wayUp]);
  await orDiscard(place, id, wayUp);
  return staging;
}

/** What cannot be used takes no room. */
async function orDiscard(place: DataPlace, id: string, needed: Promise<void>): Promise<void> {
  try {
    await needed;
  } catch (error) {
    await discardData(place, id);
    throw error;
  }
}

/** Before the data changes places: nothing but the data itself stands in the way of the start that comes after. */
async function requireWayUp(context: PutNeeds, waitTimeoutMs: number): Promise<void> {
  await followIndex(context, true);
  const plan = await makePlan(context, await context.settings(), { waitTimeoutMs, moves: ["server"] });
  requireUnblocked(plan.blockers.filter(({ code }) => code !== "OTHER_DATA_VERSION"));
  await secureCluster(context, plan);
}

/**
 * Starts the cluster on the data that is in place.
 * @param id names the restore, whose data has to be what the cluster runs on
 */
export async function bringBack<Index>(
  context: PutNeeds,
  id: string,
  { waitTimeoutMs, startedMs, onInterruptionSay }: PutOptions,
  index: IndexPlan<Index>,
): Promise<Index> {
  onInterruptionSay("The restored data is in place: temporal-start start, then temporal-start visibility rebuild.");
  await index.whenInPlace(context);
  return whileComingUp(context, { waitTimeoutMs, startedMs, moves: ["server"] }, async (own) => {
    await requireRestored(own, id);
    return index.whenPrepared(own, id);
  });
}

/** A compose overlay may have PostgreSQL look somewhere else for its data. */
async function requireRestored(context: PutNeeds, id: string): Promise<void> {
  const { identity } = await databaseFacts(context);
  if (identity.endsWith(`.${id}`)) return;
  throw new TemporalStartError({
    code: "RESTORE_FAILED",
    category: "service",
    message:
      "The cluster runs, and not on the restored data: PostgreSQL looks for it in another place than its volume.",
    hint: "temporal-start config show tells what a compose overlay changes.",
  });
}
