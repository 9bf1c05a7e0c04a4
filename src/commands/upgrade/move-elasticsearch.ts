import { elasticsearch } from "../../cluster/services/elasticsearch.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { causeMessage, type TemporalStartError } from "../../errors.ts";
import { carryOut } from "../../start/carry-out.ts";
import type { VerifiedBackup } from "../restore/from-backup.ts";
import { makeIndexAnew } from "../restore/index-after.ts";
import type { PutNeeds, PutOptions } from "../restore/put-in-place.ts";
import { stopForSwap } from "../restore/stop-for-swap.ts";
import { versionOfIndex } from "../shared/elasticsearch-image.ts";
import { runCanary } from "../shared/run-canary.ts";
import { bringAllUp } from "../start/bring-all-up.ts";
import type { ElasticsearchWay } from "./elasticsearch-way.ts";
import { upgradeFailed } from "./upgrade-failed.ts";

export interface MoveOptions extends PutOptions {
  /** With the index, where that has what the database does not. */
  readonly backup: VerifiedBackup | undefined;
}

/**
 * Lets another version of Elasticsearch take the index over. Where it does not come up, or runs no workflow, the version from
 * before is brought back.
 * @throws TemporalStartError UPGRADE_FAILED
 */
export async function moveForward(context: PutNeeds, way: ElasticsearchWay, options: MoveOptions): Promise<void> {
  try {
    await bringUpWith(context, way.image, options);
    await runCanary(context);
  } catch (error) {
    context.signal.throwIfAborted();
    throw await afterWayBack(context, way, options, error);
  }
}

/** The way that a person asks for. @throws TemporalStartError UPGRADE_FAILED */
export async function moveBack(
  context: PutNeeds,
  { to, image }: ElasticsearchWay,
  options: MoveOptions,
): Promise<void> {
  try {
    await beginAnew(context, image, options);
    await runCanary(context);
  } catch (error) {
    context.signal.throwIfAborted();
    throw upgradeFailed(error, `Elasticsearch ${to} did not come up with an index that is made anew.`, makeAnewByHand);
  }
}

const makeAnewByHand =
  "temporal-start start, then temporal-start visibility rebuild: the workflows themselves are in PostgreSQL.";

/** An older version refuses the index that a newer one has had: it begins with an empty one, which is filled from the database. */
async function beginAnew(context: PutNeeds, image: string, options: MoveOptions): Promise<void> {
  const { topology } = await context.settings();
  options.onInterruptionSay("temporal-start start, then temporal-start visibility rebuild makes the index anew.");
  await stopForSwap(context, elasticsearch.name, false);
  const container = instanceName(topology.instance, elasticsearch.name);
  const volumes = elasticsearch.volumes.map(({ name }) => instanceName(topology.instance, name));
  const after = [{ after: "container", point: "done" }] as const;
  await carryOut(
    [
      { kind: "remove", what: "container", name: container, id: "container", edges: [] },
      ...volumes.map((name) => ({ kind: "remove", what: "volume", name, id: name, edges: after }) as const),
    ],
    { backend: await context.backend(), signal: context.signal },
  );
  await bringUpWith(context, image, options);
  await makeIndexAnew(context, options.backup);
}

async function bringUpWith(context: PutNeeds, image: string, { waitTimeoutMs, startedMs }: PutOptions): Promise<void> {
  await context.choose({ ELASTICSEARCH_IMAGE: image }, false);
  await bringAllUp(context, { waitTimeoutMs, startedMs, moves: ["elasticsearch"] });
}

async function afterWayBack(
  context: PutNeeds,
  { from, to, before }: ElasticsearchWay,
  options: MoveOptions,
  error: unknown,
): Promise<TemporalStartError> {
  // The other version has had the index as soon as its container ran.
  let isTaken: boolean;
  try {
    context.reporter.note(`Bringing Elasticsearch ${from} back.`);
    isTaken = (await versionOfIndex(context)) === to;
    await (isTaken ? beginAnew(context, before, options) : bringUpWith(context, before, options));
  } catch (failure) {
    const both = `The upgrade to Elasticsearch ${to} failed, and ${from} did not come back either (${causeMessage(failure)}).`;
    return upgradeFailed(error, both, makeAnewByHand);
  }
  return upgradeFailed(
    error,
    `The upgrade to Elasticsearch ${to} failed, and the cluster has ${from} again${isTaken ? ", with an index made anew from the database" : ""}.`,
    "The lines above say what went wrong; temporal-start doctor, and the same again when all is well.",
  );
}
