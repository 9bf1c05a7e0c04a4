import { elasticsearch } from "../../cluster/services/elasticsearch.ts";
import { pullImages } from "../shared/release-images.ts";
import { makePlan, requireUnblocked } from "../start/bring-up.ts";
import { findObstacles } from "../start/find-obstacles.ts";
import type { PrepareNeeds } from "./prepare.ts";

/** Before anything is changed: the image is here, and nothing stands in the way of a start with it. */
export async function prepareElasticsearch(context: PrepareNeeds, image: string, waitTimeoutMs: number): Promise<void> {
  const { ELASTICSEARCH_IMAGE: now } = (await context.settings()).values;
  await context.choose({ ELASTICSEARCH_IMAGE: image }, false);
  const plan = await makePlan(context, await context.settings(), { waitTimeoutMs, moves: ["elasticsearch"] });
  const chosen = plan.images.get(elasticsearch.name);
  if (chosen?.id === undefined) await pullImages(context, [chosen?.reference ?? image]);
  requireUnblocked([...plan.blockers, ...(await findObstacles(context, plan, true))]);
  await context.choose({ ELASTICSEARCH_IMAGE: now }, false);
}
