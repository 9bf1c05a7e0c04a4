import { elasticsearchReleaseOf, isElasticsearch7 } from "../../cluster/elasticsearch-version.ts";
import { versionOfImage } from "../../cluster/server-version.ts";
import { isOurChoice } from "../../cluster/settings/origins.ts";
import { elasticsearchReleases, versions } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { CommandSettings, Needs } from "../command.ts";
import type { FlagDefinition } from "../input.ts";
import { imageOfIndex } from "../shared/elasticsearch-image.ts";
import { hidesVersion, otherImageWritten } from "./written-image.ts";

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
  if (written !== undefined && written !== to)
    throw otherImageWritten(settings, "ELASTICSEARCH_IMAGE", { title: "Elasticsearch", to }, written);
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
  throw hidesVersion("ELASTICSEARCH_IMAGE", image);
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
