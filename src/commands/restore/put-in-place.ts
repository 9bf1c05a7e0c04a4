import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Checksums, Manifest } from "../../backup/manifest.ts";
import { lastingUnits } from "../../cluster/topology.ts";
import { startOperations } from "../../plan/start-operations.ts";
import { type RestoredCounts, recoverData, swapData, unpackData } from "../../restore/restore-data.ts";
import { carryOut } from "../../start/carry-out.ts";
import { stopCluster } from "../../start/stop-cluster.ts";
import type { Comparison } from "../../visibility/compare-index.ts";
import type { Needs } from "../command.ts";
import type { HeldWork } from "../shared/hold-cluster.ts";
import { requireUnit } from "../shared/require-unit.ts";
import { type BringUpNeeds, bringUp, makePlan, requireUnblocked } from "../start/bring-up.ts";
import { findObstacles, type ObstacleNeeds } from "../start/find-obstacles.ts";
import { indexMaker } from "../visibility/index-maker.ts";
import { type RecordNeeds, withRecords } from "../visibility/with-records.ts";
import { dataPlace } from "./data-place.ts";

export type PutNeeds = BringUpNeeds & ObstacleNeeds & RecordNeeds & Needs<"fileStore">;

export interface VerifiedBackup {
  readonly path: string;
  readonly manifest: Manifest;
  readonly checksums: Checksums;
  /** Names the restore. */
  readonly id: string;
}

export interface PutOptions extends Pick<HeldWork, "onInterruptionSay"> {
  readonly waitTimeoutMs: number;
  readonly startedMs: number;
}

export interface PutOutcome {
  readonly counts: RestoredCounts;
  readonly comparison: Comparison;
}

/** Everything of a restore after the questions. The cluster is away from its stop until it is ready again. */
export async function putInPlace(context: PutNeeds, backup: VerifiedBackup, options: PutOptions): Promise<PutOutcome> {
  const { waitTimeoutMs, startedMs, onInterruptionSay } = options;
  const { reporter, signal } = context;
  const settings = await context.settings();
  const { topology, values } = settings;
  const backend = await context.backend();
  await makeContainers(context, waitTimeoutMs, () => {
    onInterruptionSay("The old data is in place; temporal-start restore cleanup removes what was unpacked.");
  });
  const place = { ...dataPlace(topology, backend), signal };
  reporter.note("Unpacking the backup beside the data.");
  await unpackData(place, backup.id, (sink) => feedDatabase(context, backup, sink));
  reporter.note("Recovering it to the moment of its backup.");
  const ageSeconds = (context.clock.now() - Date.parse(backup.checksums.finishedAt)) / 1000;
  const login = { database: values.POSTGRES_DB, user: values.POSTGRES_USER, password: values.POSTGRES_PASSWORD };
  const counts = await recoverData(place, { id: backup.id, ageSeconds, ...login });
  await stopCluster({ engine: await context.engine(), backend }, topology, ({ length }) => {
    if (length > 0) reporter.note(`Stopping ${String(length)} containers.`);
  });
  onInterruptionSay("temporal-start restore finish puts the restored data in place and starts the cluster.");
  // Renames alone; what is begun comes to its end.
  await swapData(dataPlace(topology, backend), backup.id);
  return { counts, comparison: await bringBack(context, { waitTimeoutMs, startedMs, onInterruptionSay }) };
}

/** Starts the cluster on the data that is in place, and makes the index anew. */
export async function bringBack(
  context: PutNeeds,
  { waitTimeoutMs, startedMs, onInterruptionSay }: PutOptions,
): Promise<Comparison> {
  const settings = await context.settings();
  const { topology } = settings;
  onInterruptionSay("The restored data is in place: temporal-start start, then temporal-start visibility rebuild.");
  await bringUp(context, settings, await makePlan(context, settings, { waitTimeoutMs }), {
    awaited: lastingUnits(topology).map(({ name }) => name),
    waitTimeoutMs,
    startedMs,
    onStage: () => undefined,
    obstacles: [],
  });
  const { rebuildIndex } = await import("../../visibility/rebuild-index.ts");
  const { clock, signal } = context;
  const job = requireUnit(topology, "schema", "schema set-up").name;
  const makeIndex = indexMaker(await context.backend(), topology.instance, job, signal);
  context.reporter.note("Making the visibility index anew.");
  return withRecords(context, true, async (records) => {
    const options = { ...records, clock, signal, makeIndex, onRead: () => undefined };
    return (await rebuildIndex(options)).comparison;
  });
}

/** Of an instance that has none yet: its volumes come with them. Nothing is started. */
async function makeContainers(context: PutNeeds, waitTimeoutMs: number, onBegin: () => void): Promise<void> {
  const plan = await makePlan(context, await context.settings(), { waitTimeoutMs });
  requireUnblocked([...plan.blockers, ...(await findObstacles(context, plan, false))]);
  onBegin();
  const operations = startOperations(plan).filter(
    ({ kind }) => kind === "pull" || kind === "create" || kind === "remove" || kind === "stop",
  );
  await carryOut(operations, { backend: await context.backend(), signal: context.signal });
}

/** The file was read to its end before; it is compared again, since it may have changed meanwhile. */
async function feedDatabase(context: Needs<"fileStore">, { path }: VerifiedBackup, sink: Writable): Promise<void> {
  const [{ readBackup }, { databasePart }] = await Promise.all([
    import("../../backup/read-backup.ts"),
    import("../../backup/manifest.ts"),
  ]);
  const { stream } = await (await context.fileStore()).open(path);
  await readBackup(path, stream, async (name, content) => {
    if (!name.startsWith(databasePart) || sink.write(content)) return;
    await once(sink, "drain");
  });
}
