import { defined } from "../defined.ts";
import type { ContainerEngine, LogLine } from "../interfaces/engine.ts";

/** Temporal Server writes stack traces of several thousand characters into one line. */
const shownCharacters = 400;

/** @param sinceMs by the engine's clock: older lines belong to an earlier run */
export async function lastLines(
  engine: ContainerEngine,
  containerId: string,
  tail: number,
  sinceMs: number | undefined,
): Promise<readonly string[]> {
  // The engine filters by whole seconds.
  const sinceSeconds = sinceMs === undefined ? undefined : Math.floor(sinceMs / 1000);
  const isNews = ({ time }: LogLine): boolean => sinceMs === undefined || Date.parse(time) >= sinceMs;
  const lines: string[] = [];
  for await (const batch of engine.logs(containerId, { follow: false, tail, ...defined({ sinceSeconds }) }))
    lines.push(...batch.filter(isNews).map(({ text }) => text));
  return lines;
}

export function shorten(line: string): string {
  return line.length <= shownCharacters ? line : `${line.slice(0, shownCharacters)}…`;
}
