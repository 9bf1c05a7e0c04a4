import { elasticsearchReleaseOf, isElasticsearch7 } from "../../cluster/elasticsearch-version.ts";
import { versionOfImage } from "../../cluster/server-version.ts";
import { isOurChoice } from "../../cluster/settings/origins.ts";
import { elasticsearchReleases, versions } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { CommandSettings, Needs } from "../command.ts";
import type { FlagDefinition } from "../input.ts";
import { imageOfIndex } from "../shared/elasticsearch-image.ts";

const known = elasticsearchReleases.map(({ version }) => version);

const latest = known.at(-1) ?? versions.elasticsearch;

export const toElasticsearchFlag = {
  flag: "--to <version>",
  summary: "version of Elasticsearch, of 7.17 (default: what the settings name, else the latest that is known)",
  suggests: known,
} as const satisfies FlagDefinition;

export interface ElasticsearchWay {
  readonly from: string;
  readonly to: string;
  /** Image of the second. */
  readonly image: string;
  /** Image that wrote the index. */
  readonly before: string;
}

/** @throws TemporalStartError UPGRADE_NOT_KNOWN, UPGRADE_VERSION_WRITTEN */
export async function findElasticsearchWay(
  context: Needs<"engine" | "settings">,
  wanted: string | undefined,
): Promise<ElasticsearchWay> {
  const settings = await context.settings();
  const { from, before } = await indexNow(context);
  const written = writtenVersion(settings);
  const to = wanted ?? written ?? latest;
  if (written !== undefined && written !== to) throw otherWritten(settings, written, to);
  const image =
    written === undefined ? elasticsearchReleaseOf(to)?.images.upstream : settings.values.ELASTICSEARCH_IMAGE;
  if (image === undefined || !isElasticsearch7(to)) throw notKnown(to);
  return { from, to, image, before };
}

async function indexNow(context: Needs<"engine" | "settings">): Promise<Pick<ElasticsearchWay, "from" | "before">> {
  const image = (await imageOfIndex(context)) ?? "";
  const from = versionOfImage(image);
  if (from === undefined) throw noIndex();
  const known = elasticsearchReleaseOf(from)?.images;
  // What was built here stands in for the other, which is what settings name.
  return { from, before: known?.local === image ? known.upstream : image };
}

/** What the settings name; undefined where nobody wrote one down. */
function writtenVersion({ values: { ELASTICSEARCH_IMAGE: image }, origins }: CommandSettings): string | undefined {
  if (isOurChoice(origins.ELASTICSEARCH_IMAGE)) return undefined;
  const version = versionOfImage(image);
  if (version !== undefined) return version;
  throw new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "preflight",
    message: `ELASTICSEARCH_IMAGE is ${image}, which hides its version; nothing was changed.`,
    hint: "Name an image with the version in its tag.",
  });
}

function noIndex(): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "preflight",
    message: "There is no container of Elasticsearch that tells which version wrote the index; nothing was changed.",
    hint: "temporal-start start, and the same again.",
  });
}

function notKnown(to: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "usage",
    message: `Elasticsearch ${to} is none that this program knows the image of; nothing was changed.`,
    hint: `Known are ${known.join(", ")}. For another one of 7.17 set ELASTICSEARCH_IMAGE; later than 7.17 Temporal's client does not go.`,
  });
}

function otherWritten({ origins }: CommandSettings, written: string, to: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_VERSION_WRITTEN",
    category: "settings",
    message: `This leads to Elasticsearch ${to}, and the settings name ${written}; nothing was changed.`,
    details: [`ELASTICSEARCH_IMAGE is written in: ${origins.ELASTICSEARCH_IMAGE ?? ""}`],
    hint: `Write an image of ${to} there first, or take the line out: an upgrade keeps the image for the instance.`,
  });
}
