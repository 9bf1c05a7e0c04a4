import { postgresMajorOf } from "../../cluster/postgres-version.ts";
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

/** What this command goes on with is kept for the instance, where nobody wrote it down. */
export async function keepPostgres(context: Needs<"choose" | "settings">): Promise<void> {
  const settings = await context.settings();
  if (!isPostgresWritten(settings)) await context.choose({ POSTGRES_IMAGE: settings.values.POSTGRES_IMAGE }, true);
}
