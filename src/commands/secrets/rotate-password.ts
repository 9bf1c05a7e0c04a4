import { settingsShape } from "../../cluster/services/index.ts";
import { postgres } from "../../cluster/services/postgres.ts";
import { isOurChoice, keptOrigin } from "../../cluster/settings/origins.ts";
import { TemporalStartError } from "../../errors.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import type { Needs } from "../command.ts";
import { type OwnDatabaseNeeds, withOwnDatabase } from "./with-own-database.ts";

export type PasswordNeeds = OwnDatabaseNeeds & Needs<"choose">;

const setting = "POSTGRES_PASSWORD";

/**
 * Gives the role of the cluster's database another password: one that is made and kept where nobody wrote one down, else the
 * one that is written. The containers have to be brought up after it; killed before, the next start does what is left.
 * @throws TemporalStartError PASSWORD_WRITTEN where the one that is written is that of the containers
 */
export async function rotatePassword(context: PasswordNeeds): Promise<void> {
  const { values, origins } = await context.settings();
  const isOurs = isOurChoice(origins[setting]) || values[setting] === settingsShape[setting].defaultValue;
  if (isOurs) {
    const { newPassword } = await import("../../pki/new-password.ts");
    await context.choose({ [setting]: newPassword() }, true);
  } else if ((await passwordOfContainer(context)) === values[setting])
    throw written(origins[setting] ?? "the settings");
  await giveKeptPassword(context);
}

/** Ends a rotation of which nothing but the beginning was done: the database has the password of before. */
export async function finishRotation(context: PasswordNeeds): Promise<void> {
  const { values, origins } = await context.settings();
  if (origins[setting] !== keptOrigin) return;
  const used = await passwordOfContainer(context);
  if (used === undefined || used === values[setting]) return;
  await giveKeptPassword(context);
}

async function giveKeptPassword(context: PasswordNeeds): Promise<void> {
  const { values } = await context.settings();
  await withOwnDatabase(context, (database) => database.setPassword(values.POSTGRES_USER, values[setting]));
}

/** The one it was made with; undefined where there is no container. */
async function passwordOfContainer(context: Needs<"engine" | "settings">): Promise<string | undefined> {
  const engine = await context.engine();
  const container = (await ownContainers(engine, (await context.settings()).topology)).get(postgres.name);
  const details = container && (await engine.containerDetails(container.id));
  return details?.environment?.[setting];
}

function written(origin: string): TemporalStartError {
  return new TemporalStartError({
    code: "PASSWORD_WRITTEN",
    category: "settings",
    message: `The password of PostgreSQL stands in ${origin}, and is the one that it has; nothing was changed.`,
    hint: "Write a new one there, and repeat the command; without the line one is made and kept.",
  });
}
