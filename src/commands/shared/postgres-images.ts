import { postgresMajorOf, postgresReleaseOf } from "../../cluster/postgres-version.ts";
import { postgres } from "../../cluster/services/postgres.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { isOurChoice } from "../../cluster/settings/origins.ts";
import { volumeNames } from "../../cluster/topology.ts";
import { postgresReleases } from "../../cluster/versions.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { withTrueVersions } from "../../observe/true-versions.ts";
import { candidatesFor, chooseImage } from "../../plan/choose-image.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { pullImages } from "./release-images.ts";

export function isPostgresWritten({ origins }: Pick<CommandSettings, "origins">): boolean {
  return !isOurChoice(origins.POSTGRES_IMAGE);
}

/**
 * The image of PostgreSQL follows the data, where nobody wrote another one down.
 * @param keeps whether the instance goes on with it, or this command alone
 * @returns whether it did not fit before
 */
export async function followData(
  context: Needs<"choose" | "reporter" | "settings">,
  major: string | undefined,
  keeps: boolean,
): Promise<boolean> {
  const settings = await context.settings();
  const release = postgresReleaseOf(major);
  const isOurs = release?.major === postgresMajorOf(settings.values.POSTGRES_IMAGE);
  if (release === undefined || isOurs || isPostgresWritten(settings)) return false;
  if (keeps) context.reporter.note(`The data is of PostgreSQL ${release.major}, which is kept for the instance.`);
  await context.choose({ POSTGRES_IMAGE: release.images.upstream }, keeps);
  return true;
}

/** The major version that the data in the volume tells; undefined where there is none. */
export async function postgresOfData(context: Needs<"engine" | "settings">): Promise<string | undefined> {
  const { topology } = await context.settings();
  const engine = await context.engine();
  const [containers, volumes, present] = await Promise.all([
    ownContainers(engine, topology),
    engine.volumes(volumeNames(topology)),
    presentImages(context),
  ]);
  const [image] = present.keys();
  const seen = await withTrueVersions(engine, { topology, volumes, containers, image });
  const names = postgres.volumes.map(({ name }) => instanceName(topology.instance, name));
  return seen.find(({ name }) => names.includes(name))?.marks.dataVersion;
}

/**
 * What the settings name, as it is on this engine; pulled where it is not.
 * @throws TemporalStartError IMAGE_PULL_FAILED
 */
export async function postgresImage(
  context: Needs<"backend" | "engine" | "reporter" | "settings" | "signal">,
): Promise<string> {
  const { values, origins } = await context.settings();
  const { reference, id } = chooseImage(postgres, values, origins, await presentImages(context));
  if (id === undefined) await pullImages(context, [reference]);
  return reference;
}

/** Ids of the images of PostgreSQL that are on the engine, by reference: that of the settings, and those in the table. */
async function presentImages(context: Needs<"engine" | "settings">): Promise<ReadonlyMap<string, string>> {
  const { values } = await context.settings();
  const engine = await context.engine();
  const known = postgresReleases.flatMap(({ images }) => [images.upstream, images.local]);
  const references = [...new Set([...candidatesFor(postgres, values), ...known])];
  const found = await Promise.all(references.map(async (one) => [one, (await engine.image(one))?.id] as const));
  return new Map(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
