import { TemporalStartError } from "../../errors.ts";
import { askProbes, lookAtCluster } from "../../health/look.ts";
import type { Needs } from "../command.ts";

const timeoutMs = 3_000;

export type NoticeNeeds = Needs<"clock" | "engine" | "probe" | "reporter" | "settings">;

/** Warns of what `status` would tell of a cluster whose services all work. An engine that goes away now is not blamed. */
export async function tellNotices(context: NoticeNeeds): Promise<void> {
  try {
    const [engine, reach] = await Promise.all([context.engine(), context.settings()]);
    const ask = askProbes((questions) => context.probe(questions), timeoutMs);
    const now = (): number => context.clock.now();
    const { report } = await lookAtCluster({ engine, reach, ask, now });
    for (const { message, hint } of report.notices) context.reporter.warn(`${message}\n  → ${hint}`);
  } catch (error) {
    if (!(error instanceof TemporalStartError) || error.facts.category !== "engine") throw error;
  }
}
