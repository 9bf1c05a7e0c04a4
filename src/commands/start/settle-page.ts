import { settingsShape } from "../../cluster/services/index.ts";
import { isOurChoice } from "../../cluster/settings/origins.ts";
import { securedUi } from "../../cluster/versions.ts";
import type { Needs } from "../command.ts";

const setting = "TEMPORAL_WEB_IMAGE";

/** A secured cluster has a page without known faults, unless somebody wrote down another one. @param keeps whether the next command shall find it */
export async function settlePage(context: Needs<"choose" | "settings">, keeps: boolean): Promise<void> {
  const { values, origins } = await context.settings();
  const isUsual = values[setting] === settingsShape[setting].defaultValue && isOurChoice(origins[setting]);
  if (values.TEMPORAL_SECURITY === "off" || !isUsual) return;
  await context.choose({ [setting]: securedUi.upstream }, keeps);
}
