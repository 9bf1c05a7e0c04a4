import { elasticsearchReleaseOf } from "../../cluster/elasticsearch-version.ts";
import { versionOfImage } from "../../cluster/server-version.ts";
import { elasticsearch } from "../../cluster/services/elasticsearch.ts";
import { isOurChoice } from "../../cluster/settings/origins.ts";
import { causeMessage } from "../../errors.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { versionThatRan } from "../../plan/other-server-version.ts";
import type { Needs } from "../command.ts";

/** Of the container that has written the index; undefined where there is none, or its image hides its version. */
export async function imageOfIndex(context: Needs<"engine" | "settings">): Promise<string | undefined> {
  const { topology } = await context.settings();
  const container = (await ownContainers(await context.engine(), topology)).get(elasticsearch.name);
  return versionThatRan(container) === undefined ? undefined : container?.image;
}

export async function versionOfIndex(context: Needs<"engine" | "settings">): Promise<string | undefined> {
  return versionOfImage((await imageOfIndex(context)) ?? "");
}

/**
 * The image of Elasticsearch follows the index, where nobody wrote another one down: an upgrade was cut short, or what was
 * kept is lost.
 * @param keeps whether the instance goes on with it, or this command alone
 * @returns whether it did not fit before
 */
export async function followIndex(
  context: Needs<"choose" | "engine" | "reporter" | "settings">,
  keeps: boolean,
): Promise<boolean> {
  const { values, origins } = await context.settings();
  const release = elasticsearchReleaseOf(await versionOfIndex(context));
  const isOurs = release?.version === versionOfImage(values.ELASTICSEARCH_IMAGE);
  if (release === undefined || isOurs || !isOurChoice(origins.ELASTICSEARCH_IMAGE)) return false;
  if (keeps) context.reporter.note(`The index is of Elasticsearch ${release.version}, which is kept for the instance.`);
  await context.choose({ ELASTICSEARCH_IMAGE: release.images.upstream }, keeps);
  return true;
}

/** What the index is of now, for the commands that come after, where nobody wrote it down. */
export async function keepElasticsearch(
  context: Needs<"choose" | "reporter" | "settings">,
  image: string,
): Promise<void> {
  if (!isOurChoice((await context.settings()).origins.ELASTICSEARCH_IMAGE)) return;
  await context.choose({ ELASTICSEARCH_IMAGE: image }, true).catch((error: unknown) => {
    context.reporter.warn(
      `The image cannot be kept for the instance: ${causeMessage(error)}. The next start goes by the container.`,
    );
  });
}
