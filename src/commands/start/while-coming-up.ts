import { anySignal } from "../../async/any-signal.ts";
import type { Needs } from "../command.ts";
import { type AllUpOptions, bringAllUp } from "./bring-all-up.ts";
import type { BringUpNeeds } from "./bring-up.ts";

export type ComingUpNeeds = BringUpNeeds & Needs<"settings">;

/**
 * Brings up all that the settings ask for, and does what needs the stores alone while the server comes up. Where a store ended
 * meanwhile and was started again, so is the work that failed with it.
 * @throws what the start fails with: then the work is ended; else what the work fails with
 */
export async function whileComingUp<Context extends ComingUpNeeds, Result>(
  context: Context,
  options: AllUpOptions,
  work: (context: Context) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  let working: Promise<Result> | undefined;
  const begin = (): Promise<Result> => {
    const begun = (working ??= work({ ...context, signal: anySignal(stop.signal, context.signal) }));
    begun.catch(() => {
      if (working === begun) working = undefined;
    });
    return begun;
  };
  try {
    await bringAllUp(context, { ...options, onPrepared: () => void begin() });
  } catch (error) {
    stop.abort();
    await working?.catch(() => undefined);
    throw error;
  }
  return begin();
}
