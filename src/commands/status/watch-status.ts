import { exitCodes } from "../../errors.ts";
import type { HealthReport } from "../../health/health-report.ts";
import { watchHealth } from "../../health/watch-health.ts";
import { jsonSights, lineSights, type SightWriter, screenSights } from "../../output/status-stream.ts";
import type { CommandResult, Needs } from "../command.ts";

export type WatchNeeds = Needs<"clock" | "isJson" | "isStdoutTerminal" | "screenLines" | "signal" | "style" | "write">;

/** Shows the health of an instance until Ctrl-C, or until nobody reads any more. */
export async function watchStatus(
  context: WatchNeeds,
  look: () => Promise<HealthReport>,
  intervalSeconds: number,
): Promise<CommandResult> {
  const { clock, signal } = context;
  const toText = writerFor(context, intervalSeconds);
  try {
    return await watchHealth({
      look,
      show: (sight, timeMs) => context.write(toText(sight, timeMs)),
      clock,
      intervalMs: intervalSeconds * 1000,
      signal,
    });
  } catch (error) {
    // This is how a person ends it: no failure, and nothing to explain.
    if (!signal.aborted) throw error;
    return { exitCode: exitCodes.interrupted, data: null, text: "" };
  }
}

function writerFor({ isJson, isStdoutTerminal, screenLines, style }: WatchNeeds, intervalSeconds: number): SightWriter {
  if (isJson) return jsonSights;
  return isStdoutTerminal ? screenSights({ style, intervalSeconds, screenLines }) : lineSights(style);
}
