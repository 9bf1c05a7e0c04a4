import { elasticsearch } from "../../cluster/services/elasticsearch.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { lastingUnits } from "../../cluster/topology.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import { carryOut } from "../../start/carry-out.ts";
import type { Comparison } from "../../visibility/tally.ts";
import { compareWithIndex, makeIndexAnew } from "../restore/index-after.ts";
import type { PutNeeds, PutOptions } from "../restore/put-in-place.ts";
import { stopForSwap } from "../restore/stop-for-swap.ts";
import { bringUp, makePlan } from "../start/bring-up.ts";
import { runCanary } from "./canary.ts";
import type { ElasticsearchWay } from "./elasticsearch-way.ts";

/**
 * Lets another version of Elasticsearch take the index over, and compares it with the database. Where that fails, the version
 * from before is brought back.
 * @throws TemporalStartError UPGRADE_FAILED
 */
export async function moveForward(context: PutNeeds, way: ElasticsearchWay, options: PutOptions): Promise<Comparison> {
  try {
    await bringUpWith(context, way.image, options);
    await runCanary(context);
    context.reporter.note("Comparing the visibility index with the data.");
    return await compareWithIndex(context);
  } catch (error) {
    context.signal.throwIfAborted();
    throw await afterWayBack(context, way, options, error);
  }
}

/** An older version refuses the index that a newer one has had: it begins with an empty one, which is filled from the database. */
export async function moveBack(context: PutNeeds, image: string, options: PutOptions): Promise<Comparison> {
  const { topology } = await context.settings();
  options.onInterruptionSay("temporal-start start, then temporal-start visibility rebuild makes the index anew.");
  await stopForSwap(context, elasticsearch.name);
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
  const { comparison } = await makeIndexAnew(context);
  await runCanary(context);
  return comparison;
}

async function bringUpWith(context: PutNeeds, image: string, { waitTimeoutMs, startedMs }: PutOptions): Promise<void> {
  await context.choose({ ELASTICSEARCH_IMAGE: image }, false);
  const settings = await context.settings();
  const options = { waitTimeoutMs, moves: ["elasticsearch"] } as const;
  await bringUp(context, settings, await makePlan(context, settings, options), {
    ...options,
    awaited: lastingUnits(settings.topology).map(({ name }) => name),
    startedMs,
    onStage: () => undefined,
    obstacles: [],
  });
}

async function afterWayBack(
  context: PutNeeds,
  { from, to, before }: ElasticsearchWay,
  options: PutOptions,
  error: unknown,
): Promise<TemporalStartError> {
  const facts = error instanceof TemporalStartError ? error.facts : { category: "service" as const };
  const failed = (message: string, hint: string): TemporalStartError =>
    new TemporalStartError({
      ...facts,
      code: "UPGRADE_FAILED",
      message: `${message} ${causeMessage(error)}`,
      hint,
      cause: error,
    });
  try {
    context.reporter.note(`Bringing Elasticsearch ${from} back, with an index that is made anew.`);
    await moveBack(context, before, options);
  } catch (failure) {
    return failed(
      `The upgrade to Elasticsearch ${to} failed, and ${from} did not come back either (${causeMessage(failure)}).`,
      "temporal-start start, then temporal-start visibility rebuild: the workflows themselves are in PostgreSQL.",
    );
  }
  return failed(
    `The upgrade to Elasticsearch ${to} failed, and the cluster has ${from} again, with an index made anew from the database.`,
    "The lines above say what went wrong; temporal-start doctor, and the same again when all is well.",
  );
}
