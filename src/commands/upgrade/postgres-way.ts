import { postgresMajorOf, postgresReleaseOf } from "../../cluster/postgres-version.ts";
import { postgresReleases, versions } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { CommandSettings, Needs } from "../command.ts";
import type { FlagDefinition } from "../input.ts";
import { isPostgresWritten, postgresOfData } from "../shared/postgres-images.ts";
import { hidesVersion, otherImageWritten } from "./written-image.ts";

const majors = postgresReleases.map(({ major }) => major);

const latest = majors.at(-1) ?? versions.postgres;

export const toMajorFlag = {
  flag: "--to <version>",
  summary: "major version of PostgreSQL (default: what the settings name, else the latest that is known)",
  suggests: majors,
} as const satisfies FlagDefinition;

export interface PostgresWay {
  /** Major versions. */
  readonly from: string;
  readonly to: string;
  /** Image of the second. */
  readonly image: string;
}

/** @throws TemporalStartError UPGRADE_NOT_KNOWN, UPGRADE_BACKWARDS, UPGRADE_VERSION_WRITTEN */
export async function findPostgresWay(
  context: Needs<"engine" | "settings">,
  wanted: string | undefined,
): Promise<PostgresWay> {
  const settings = await context.settings();
  const from = await postgresOfData(context);
  if (from === undefined) throw noData();
  const written = writtenMajor(settings);
  const to = wanted ?? written ?? latest;
  if (written !== undefined && written !== to)
    throw otherImageWritten(settings, "POSTGRES_IMAGE", { title: "PostgreSQL", to }, written);
  const image = written === undefined ? postgresReleaseOf(to)?.images.upstream : settings.values.POSTGRES_IMAGE;
  if (image === undefined) throw notKnown(to);
  if (Number(to) < Number(from)) throw backwards(from, to);
  return { from, to, image };
}

/** What the settings name; undefined where nobody wrote one down. */
function writtenMajor(settings: CommandSettings): string | undefined {
  if (!isPostgresWritten(settings)) return undefined;
  const { POSTGRES_IMAGE: image } = settings.values;
  const major = postgresMajorOf(image);
  if (major !== undefined) return major;
  throw hidesVersion("POSTGRES_IMAGE", image);
}

function noData(): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "preflight",
    message: "There is no data of PostgreSQL whose version could be read; nothing was changed.",
    hint: "temporal-start start, and the same again.",
  });
}

function notKnown(to: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "usage",
    message: `PostgreSQL ${to} is none that this program knows the image of; nothing was changed.`,
    hint: `Known are ${majors.join(", ")}. For another one set POSTGRES_IMAGE.`,
  });
}

function backwards(from: string, to: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_BACKWARDS",
    category: "preflight",
    message: `The data is of PostgreSQL ${from}, which is later than ${to}; nothing was changed.`,
    hint: "temporal-start restore back brings the data from before the upgrade back; or a backup from before: temporal-start backup list",
  });
}
