import { postgresMajorOf } from "../../cluster/postgres-version.ts";
import { isOlder } from "../../cluster/requirements.ts";
import { serverVersionOf, versionOfImage } from "../../cluster/server-version.ts";
import { programFor } from "../../cluster/settings/instance.ts";
import { isOurChoice } from "../../cluster/settings/origins.ts";
import { elasticsearchReleases, postgresReleases, serverReleases } from "../../cluster/versions.ts";
import { exitCodes } from "../../errors.ts";
import type { CommandSettings } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { versionOfIndex } from "../shared/elasticsearch-image.ts";
import { postgresOfData } from "../shared/postgres-images.ts";
import { versionOfServer } from "../shared/version-of-server.ts";
import { dataVersion, type VersionNeeds } from "./data-version.ts";

export const status = defineCommand({
  name: "status",
  summary: "Show of which version the data is, and how far an upgrade is",
  description:
    "Tells of which version of the server the data is, which the settings ask for and which runs, whether an upgrade has not ended, and what `upgrade rollback` would go back to. Exit code 4: an upgrade has not ended, or the settings ask for another version.",
  examples: [{ command: "temporal-start upgrade status", explains: "after an upgrade that was cut short" }],
  async run(_input, context: VersionNeeds) {
    const settings = await context.settings();
    const { values, topology } = settings;
    const { version, underWay, before } = await dataVersion(context);
    const found = {
      version,
      wanted: serverVersionOf(values) ?? null,
      running: (await versionOfServer(context)) ?? null,
      underWay: underWay ?? null,
      before: before ?? null,
      latest: serverReleases.at(-1)?.version ?? null,
      postgres: await postgresFound(context),
      elasticsearch: await elasticsearchFound(context),
    };
    const isSettled = found.underWay === null && (found.wanted === null || found.wanted === version);
    return {
      exitCode: isSettled ? exitCodes.ok : exitCodes.degraded,
      data: found,
      text: `${render(found, programFor(topology.instance), settings).join("\n")}\n`,
    };
  },
});

async function postgresFound(context: VersionNeeds): Promise<StoreFound> {
  return { version: (await postgresOfData(context)) ?? null, latest: postgresReleases.at(-1)?.major ?? null };
}

async function elasticsearchFound(context: VersionNeeds): Promise<StoreFound> {
  return { version: (await versionOfIndex(context)) ?? null, latest: elasticsearchReleases.at(-1)?.version ?? null };
}

interface StoreFound {
  readonly version: string | null;
  readonly latest: string | null;
}

interface Found {
  readonly version: string;
  readonly wanted: string | null;
  readonly running: string | null;
  readonly underWay: { readonly from: string; readonly to: string } | null;
  readonly before: string | null;
  readonly latest: string | null;
  /** Major versions of PostgreSQL. */
  readonly postgres: StoreFound;
  readonly elasticsearch: StoreFound;
}

function render(
  { version, wanted, running, ...found }: Found,
  program: string,
  settings: CommandSettings,
): readonly string[] {
  const runs = running === null ? "none runs" : `${running} runs`;
  return [
    `The data is of server ${version}; the settings ask for ${wanted ?? "an image that hides its version"}, and ${runs}.`,
    ...(found.underWay === null
      ? renderSettled(version, wanted, found, program)
      : renderUnderWay(found.underWay, program)),
    ...renderPostgres(
      found.postgres,
      `${imageFirst(settings, "POSTGRES_IMAGE", found.postgres.latest)}${program} upgrade postgres`,
    ),
    ...renderElasticsearch(
      found.elasticsearch,
      `${imageFirst(settings, "ELASTICSEARCH_IMAGE", found.elasticsearch.latest)}${program} upgrade elasticsearch`,
    ),
  ];
}

/** What is written is stronger than what an upgrade keeps, which would be refused. */
function imageFirst(
  { origins, values }: CommandSettings,
  setting: "ELASTICSEARCH_IMAGE" | "POSTGRES_IMAGE",
  latest: string | null,
): string {
  const where = origins[setting];
  const image = values[setting];
  const named = setting === "POSTGRES_IMAGE" ? postgresMajorOf(image) : versionOfImage(image);
  return isOurChoice(where) || named === latest ? "" : `name its image in ${setting} (${where ?? ""}), then `;
}

function renderPostgres({ version, latest }: StoreFound, way: string): readonly string[] {
  if (version === null || latest === null || Number(version) >= Number(latest)) return [];
  return [`Its PostgreSQL is ${version}, the latest that is known ${latest}: ${way}`];
}

function renderElasticsearch({ version, latest }: StoreFound, way: string): readonly string[] {
  if (version === null || latest === null || !isOlder(version, latest)) return [];
  return [`Its Elasticsearch is ${version}, the latest that is known ${latest}: ${way}`];
}

function renderUnderWay({ from, to }: NonNullable<Found["underWay"]>, program: string): readonly string[] {
  return [
    `An upgrade from ${from} to ${to} was begun and has not ended.`,
    `  ${program} upgrade apply goes on, ${program} upgrade rollback goes back.`,
  ];
}

function renderSettled(
  version: string,
  wanted: string | null,
  { before, latest }: Pick<Found, "before" | "latest">,
  program: string,
): readonly string[] {
  if (wanted !== null && wanted !== version)
    return [
      `  ${program} upgrade apply leads to what the settings name, ${program} upgrade apply --to ${version} keeps ${version} where they name none.`,
    ];
  return [
    ...(before === null ? [] : [`${program} upgrade rollback goes back to ${before}.`]),
    ...(latest === null || latest === version
      ? []
      : [`The latest that is known is ${latest}: ${program} upgrade plan`]),
  ];
}
