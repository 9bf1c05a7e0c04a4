import { postgresMajorOf, postgresReleaseOf } from "../../cluster/postgres-version.ts";
import { TemporalStartError } from "../../errors.ts";
import type { DataPlace } from "../../restore/run-script.ts";
import type { Needs } from "../command.ts";
import { isPostgresWritten, postgresImage, postgresOfData } from "../shared/postgres-images.ts";

/**
 * The image for data of another version of PostgreSQL than what is in place; nothing where the container's own will do.
 * @throws TemporalStartError IMAGE_PULL_FAILED
 */
export async function otherImage(
  context: Needs<"backend" | "engine" | "reporter" | "settings" | "signal">,
): Promise<Pick<DataPlace, "image">> {
  const { values } = await context.settings();
  const [theirs, ours] = [await postgresOfData(context), postgresMajorOf(values.POSTGRES_IMAGE)];
  return theirs === undefined || ours === undefined || theirs === ours ? {} : { image: await postgresImage(context) };
}

/** @throws TemporalStartError BACKUP_DOES_NOT_FIT where the settings name an image that cannot read data of this major version */
export async function requirePostgresFor(context: Needs<"settings">, major: string): Promise<void> {
  const { values, origins } = await context.settings();
  const ours = postgresMajorOf(values.POSTGRES_IMAGE);
  if (ours === undefined || ours === major) return;
  throw new TemporalStartError({
    code: "BACKUP_DOES_NOT_FIT",
    category: "preflight",
    message: `The data is of PostgreSQL ${major}, and POSTGRES_IMAGE is ${values.POSTGRES_IMAGE}, which cannot read it; nothing was changed.`,
    details: [`POSTGRES_IMAGE comes from: ${origins.POSTGRES_IMAGE ?? ""}`],
    hint: `Write POSTGRES_IMAGE=${postgresReleaseOf(major)?.images.upstream ?? `an image of ${major}`} there, or take the line out, and the same again.`,
  });
}

/** What this command goes on with is kept for the instance, where nobody wrote it down. */
export async function keepPostgres(context: Needs<"choose" | "settings">): Promise<void> {
  const settings = await context.settings();
  if (!isPostgresWritten(settings)) await context.choose({ POSTGRES_IMAGE: settings.values.POSTGRES_IMAGE }, true);
}
