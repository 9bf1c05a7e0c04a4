import { settingsShape } from "../../cluster/services/index.ts";
import { isLineOfFile, isOurChoice } from "../../cluster/settings/origins.ts";
import { TemporalStartError } from "../../errors.ts";
import { sortedContainers } from "../../observe/own-containers.ts";
import { allOwn } from "../../plan/observed-state.ts";
import type { Needs } from "../command.ts";

/** From none to all: what TEMPORAL_SECURITY may be. */
export const levels: readonly string[] = ["off", "tls", "full"];

const setting = "TEMPORAL_SECURITY";

export interface Change {
  /** What the cluster has now; what the settings have where it has no containers. */
  readonly from: string;
  readonly to: string;
  /** What the settings have. */
  readonly written: string;
}

/**
 * What the cluster has, and what it is to have: what was asked for, else what is written and not yet so, else all.
 * @throws TemporalStartError SECURITY_WRITTEN where the settings have another one, which the next start would go by
 */
export async function chooseLevel(context: Needs<"engine" | "settings">, asked: string | undefined): Promise<Change> {
  const { values, origins } = await context.settings();
  const written = values[setting];
  const from = (await degreeOfContainers(context)) ?? written;
  const to = asked ?? (written === from ? "full" : written);
  const origin = origins[setting] ?? "default";
  // The line of the file that is shipped is nobody's word.
  const isShipped = written === settingsShape[setting].defaultValue && isLineOfFile(origin);
  if (written !== to && !isOurChoice(origin) && !isShipped) throw otherWritten(origin, written, to);
  return { from, to, written };
}

/** The highest that one of them has: a change that was cut short has replaced some. Undefined where there are none. */
async function degreeOfContainers(context: Needs<"engine" | "settings">): Promise<string | undefined> {
  const { topology } = await context.settings();
  const own = allOwn(await sortedContainers(await context.engine(), topology));
  return levels[Math.max(...own.map(({ marks }) => levels.indexOf(marks.security ?? "off")))];
}

function otherWritten(origin: string, written: string, to: string): TemporalStartError {
  return new TemporalStartError({
    code: "SECURITY_WRITTEN",
    category: "settings",
    message: `TEMPORAL_SECURITY=${written} stands in ${origin}, by which the next start would go; nothing was changed.`,
    hint: `Write TEMPORAL_SECURITY=${to} there, and repeat: temporal-start secure ${to}`,
  });
}
