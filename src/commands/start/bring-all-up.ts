import { lastingUnits } from "../../cluster/topology.ts";
import type { Needs } from "../command.ts";
import {
  type BringUpNeeds,
  type BringUpOptions,
  type BroughtUp,
  bringUp,
  makePlan,
  type PlanOptions,
} from "./bring-up.ts";

export interface AllUpOptions extends Pick<PlanOptions, "moves" | "restarts">, Pick<BringUpOptions, "onPrepared"> {
  readonly waitTimeoutMs: number;
  /** The beginning of the command, milliseconds since the epoch. */
  readonly startedMs: number;
}

/** Brings up all that the settings ask for now, and waits until it is ready; what could stand in the way was looked for before. */
export async function bringAllUp(
  context: BringUpNeeds & Needs<"settings">,
  { startedMs, ...options }: AllUpOptions,
): Promise<BroughtUp> {
  const settings = await context.settings();
  return bringUp(context, settings, await makePlan(context, settings, options), {
    ...options,
    awaited: lastingUnits(settings.topology).map(({ name }) => name),
    startedMs,
    onStage: () => undefined,
    obstacles: [],
  });
}
