import type { ContainerEnd } from "../interfaces/engine-facts.ts";
import type { HealthNotice } from "./health-notice.ts";
import { memoryHint } from "./memory-hint.ts";
import type { ServiceObservation } from "./service-observation.ts";

/** What happened longer ago is no news. */
export const recentMs = 30 * 60_000;

/** A container that runs now and was restarted by the engine a short while ago: `running` alone would hide it. */
export function restartsNotice(
  { unit, container, details, ends }: ServiceObservation,
  nowMs: number,
): readonly HealthNotice[] {
  if (container?.state !== "running" || details === undefined) return [];
  const { restartCount, finishedAtMs } = details;
  if (restartCount === 0 || finishedAtMs === undefined || nowMs - finishedAtMs > recentMs) return [];
  const killed = wasKilled(ends);
  const times = restartCount === 1 ? "once" : `${String(restartCount)} times`;
  const why = killed ? "was killed for lack of memory" : `ended by itself${withCode(ends)}`;
  return [
    {
      id: "RESTARTED",
      level: "warning",
      service: unit.name,
      message: `It ${why} ${ago(nowMs - finishedAtMs)} ago, and was restarted ${times} since it was made.`,
      hint: killed ? memoryHint(unit.service) : `temporal-start logs ${unit.name} --tail 100`,
    },
  ];
}

function ago(ms: number): string {
  return ms < 60_000 ? `${String(Math.max(0, Math.round(ms / 1000)))} s` : `${String(Math.round(ms / 60_000))} min`;
}

function wasKilled(ends: readonly ContainerEnd[] = []): boolean {
  return ends.some(({ outOfMemory }) => outOfMemory);
}

function withCode(ends: readonly ContainerEnd[] = []): string {
  const end = ends.at(-1);
  return end === undefined ? "" : ` with exit code ${String(end.exitCode)}`;
}
