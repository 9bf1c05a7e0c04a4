import { join } from "node:path";
import { settingsShape } from "../../cluster/services/index.ts";
import { postgres } from "../../cluster/services/postgres.ts";
import { isOurChoice } from "../../cluster/settings/origins.ts";
import { newPasswordFile } from "../../cluster/settings/secrets.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { type MakeContainersNeeds, makeContainers } from "../restore/make-containers.ts";
import { wellStore } from "../shared/well-store.ts";
import { type OwnDatabaseNeeds, withOwnDatabase } from "./with-own-database.ts";

export type PasswordNeeds = OwnDatabaseNeeds & MakeContainersNeeds & Needs<"choose" | "files" | "stateFolder">;

const setting = "POSTGRES_PASSWORD";

/**
 * Gives the role of the cluster's database another password: one that is made and kept where nobody wrote one down, else the
 * one that is written. The containers have to be brought up after it; killed before, the next start does what is left.
 * @throws TemporalStartError PASSWORD_WRITTEN where the one that is written is that of the role, SERVICE_STOPPED, SERVICE_FAILED
 */
export async function rotatePassword(context: PasswordNeeds): Promise<void> {
  const { values, origins } = await context.settings();
  const isOurs = isOurChoice(origins[setting]) || values[setting] === settingsShape[setting].defaultValue;
  if (isOurs) {
    const { newPassword } = await import("../../pki/new-password.ts");
    await give(context, (await begun(context)) ?? newPassword());
    return;
  }
  if (await isInUse(context)) throw written(origins[setting] ?? "the settings");
  await withOwnDatabase(context, (database) => database.setPassword(values.POSTGRES_USER, values[setting]));
}

/** Ends a rotation that was cut short: the role has the password of before, or the new one, which nobody else knows yet. */
export async function finishRotation(context: PasswordNeeds, waitTimeoutMs: number): Promise<void> {
  const next = await begun(context);
  if (next === undefined) return;
  await makeContainers(context, postgres.name, waitTimeoutMs, () => undefined);
  await give(context, next);
}

/** Written down before the role has it, and kept as its own after: whatever a kill leaves, the next command knows both. */
async function give(context: PasswordNeeds, next: string): Promise<void> {
  const files = await context.files();
  const path = await pathOfNew(context);
  const { POSTGRES_USER: role } = (await context.settings()).values;
  await withOwnDatabase(context, async (database) => {
    await files.replace(path, next);
    await database.setPassword(role, next);
    await context.choose({ [setting]: next }, true);
  });
  await files.remove(path);
}

const pathOfNew = async (context: Needs<"stateFolder">): Promise<string> =>
  join(await context.stateFolder(), newPasswordFile);

async function begun(context: Needs<"files" | "stateFolder">): Promise<string | undefined> {
  const text = await (await context.files()).read(await pathOfNew(context));
  return text === "" ? undefined : text;
}

/** Whether PostgreSQL lets in by the one of the settings whom it asks for one. */
async function isInUse(context: PasswordNeeds): Promise<boolean> {
  try {
    await wellStore(context, "postgresql", true);
    return true;
  } catch (error) {
    if (error instanceof TemporalStartError && error.facts.code === "SERVICE_FAILED") return false;
    throw error;
  }
}

function written(origin: string): TemporalStartError {
  return new TemporalStartError({
    code: "PASSWORD_WRITTEN",
    category: "settings",
    message: `The password of PostgreSQL stands in ${origin}, and is the one that it has; nothing was changed.`,
    hint: "Write a new one there, and repeat the command; without the line one is made and kept.",
  });
}
