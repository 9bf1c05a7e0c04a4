import { settingsShape } from "../../cluster/services/index.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { ownUnits } from "../../cluster/topology.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import { finishRotation, type PasswordNeeds } from "../secrets/rotate-password.ts";

const setting = "POSTGRES_PASSWORD";

/**
 * Chooses a password for the database of a secured cluster that has none yet, where nobody wrote down another than the
 * default. It stays with the instance as long as its data.
 * @throws TemporalStartError PASSWORD_NOT_KEPT
 */
export async function settlePassword(context: PasswordNeeds, waitTimeoutMs: number): Promise<void> {
  await finishRotation(context, waitTimeoutMs);
  const { values, topology } = await context.settings();
  if (values.TEMPORAL_SECURITY === "off" || values[setting] !== settingsShape[setting].defaultValue) return;
  const database = ownUnits(topology).find(({ service }) => Object.hasOwn(service.settings, setting));
  const names = database?.volumes.map(({ name }) => instanceName(topology.instance, name)) ?? [];
  const there = await (await context.engine()).volumesOf({ instance: topology.instance });
  // What is in the database already has the password of before.
  if (names.length === 0 || there.some(({ name }) => names.includes(name))) return;
  const { newPassword } = await import("../../pki/new-password.ts");
  try {
    await context.choose({ [setting]: newPassword() }, true);
  } catch (error) {
    throw new TemporalStartError({
      code: "PASSWORD_NOT_KEPT",
      category: "settings",
      message: `A password for PostgreSQL cannot be kept for the next command: ${causeMessage(error)}.`,
      hint: "Write one into temporal.env: POSTGRES_PASSWORD=…",
      cause: error,
    });
  }
  context.reporter.note("PostgreSQL gets a password of its own, kept for this instance.");
}
