import { settingsShape } from "../../cluster/services/index.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { finishRotation, type PasswordNeeds, rotatePassword } from "../secrets/rotate-password.ts";
import { runCanary } from "../shared/run-canary.ts";
import { bringAllUp } from "../start/bring-all-up.ts";
import type { BringUpNeeds } from "../start/bring-up.ts";
import { settlePage } from "../start/settle-page.ts";
import type { Change } from "./choose-level.ts";

export type BringNeeds = BringUpNeeds & PasswordNeeds & Needs<"temporal">;

/**
 * Brings the cluster up with another degree of security, and runs a workflow in it; where that fails, with the one it had.
 * @returns seconds from the first change until it was ready
 * @throws TemporalStartError SECURE_FAILED
 */
export async function bringTo(
  context: BringNeeds,
  { from, to }: Pick<Change, "from" | "to">,
  waitTimeoutMs: number,
): Promise<number> {
  const { TEMPORAL_WEB_IMAGE: page } = (await context.settings()).values;
  try {
    return await bring(context, to, waitTimeoutMs);
  } catch (error) {
    context.signal.throwIfAborted();
    context.reporter.note(`It did not come up with TEMPORAL_SECURITY=${to}; bringing ${from} back.`);
    const { values } = await context.settings();
    if (values.TEMPORAL_WEB_IMAGE !== page) await context.choose({ TEMPORAL_WEB_IMAGE: page }, true);
    throw await bringBack(context, from, waitTimeoutMs).then(
      () => failed(error, `the cluster has ${from} again`, `temporal-start secure ${to} --dry-run`),
      (failure: unknown) =>
        failed(
          error,
          `${from} did not come back either (${causeMessage(failure)})`,
          `temporal-start secure ${from}`,
          failure,
        ),
    );
  }
}

const attempts = 10;
const pauseMs = 1_000;

/** What ends each time it starts holds its ports for a moment each time, too. */
async function bringBack(context: BringNeeds, from: string, waitTimeoutMs: number): Promise<number> {
  for (let left = attempts; ; left -= 1) {
    try {
      return await bring(context, from, waitTimeoutMs);
    } catch (error) {
      const isTaken = error instanceof TemporalStartError && error.facts.code === "PORT_TAKEN";
      if (!isTaken || left === 0) throw error;
    }
    await context.clock.sleep(pauseMs, context.signal);
  }
}

async function bring(context: BringNeeds, to: string, waitTimeoutMs: number): Promise<number> {
  const startedMs = context.clock.now();
  await finishRotation(context, waitTimeoutMs);
  const { values } = await context.settings();
  if (to !== "off" && values.POSTGRES_PASSWORD === settingsShape.POSTGRES_PASSWORD.defaultValue) {
    await rotatePassword(context);
    context.reporter.note("PostgreSQL gets a password of its own, kept for this instance.");
  }
  await context.choose({ TEMPORAL_SECURITY: to }, true);
  await settlePage(context, true);
  const { seconds } = await bringAllUp(context, { waitTimeoutMs, startedMs, moves: ["security"] });
  await runCanary(context);
  return seconds;
}

function failed(cause: unknown, outcome: string, hint: string, failure?: unknown): TemporalStartError {
  const details = [cause, failure].flatMap((one) =>
    one instanceof TemporalStartError ? (one.facts.details ?? []) : [],
  );
  return new TemporalStartError({
    code: "SECURE_FAILED",
    category: "service",
    message: `${causeMessage(cause)} Nothing is lost, and ${outcome}.`,
    details,
    hint,
    cause,
  });
}
