import { anySignal } from "../../async/any-signal.ts";
import { TemporalStartError } from "../../errors.ts";
import type { OperationCourse } from "../../interfaces/backend.ts";
import type { LogLine } from "../../interfaces/engine.ts";
import type { ContainerDetails } from "../../interfaces/engine-facts.ts";
import type { Deed, Point } from "../../interfaces/operation.ts";
import type { EngineControl } from "./engine/engine-control.ts";

export interface JobDependencies extends Pick<OperationCourse, "isStoreStarting"> {
  readonly engine: EngineControl;
  readonly onPoint: (point: Point) => void;
  readonly signal?: AbortSignal;
}

/** Of compose/schema/report.sh: a store was silent for as long as the job waits. */
const exitCodeOfSilence = 75;

/**
 * Follows a job that has been started to its end, and listens for what others wait for.
 * @throws TemporalStartError JOB_FAILED when the exit code is not 0, SERVICE_STOPPED when a signal ended it
 */
export async function followJob(deed: Extract<Deed, { kind: "run" }>, dependencies: JobDependencies): Promise<void> {
  const { unit, container } = deed;
  const { engine, isStoreStarting, signal } = dependencies;
  let exitCode = await followRun(deed, dependencies);
  // The job has a time of its own, and whoever waits for it may have more.
  while (exitCode === exitCodeOfSilence && (await isStoreStarting?.()) === true) {
    signal?.throwIfAborted();
    await engine.act("start", container);
    exitCode = await followRun(deed, dependencies);
  }
  if (exitCode !== 0) throw jobFailure(unit, exitCode, await engine.containerDetails(container));
}

/** The log ends with the run. */
async function followRun(
  { container, milestones }: Extract<Deed, { kind: "run" }>,
  { engine, onPoint, signal }: JobDependencies,
): Promise<number> {
  const over = new AbortController();
  const listening = anySignal(over.signal, signal);
  for (const milestone of milestones) {
    void untilSaid(engine, container, milestone, listening).then((isSaid) => {
      if (isSaid) onPoint({ milestone });
    });
  }
  try {
    return await engine.waitForExit(container, signal);
  } finally {
    over.abort();
  }
}

/** Whether a line that begins so came before the log ended or could not be read any more. */
async function untilSaid(engine: EngineControl, id: string, words: string, signal: AbortSignal): Promise<boolean> {
  try {
    const startedAtMs = (await engine.containerDetails(id))?.startedAtMs ?? 0;
    // The container keeps the log of its earlier runs; the engine filters by whole seconds.
    const sinceSeconds = Math.floor(startedAtMs / 1000);
    const isIt = ({ time, text }: LogLine): boolean =>
      Date.parse(time) >= (isWholeSecond(time) ? sinceSeconds * 1000 : startedAtMs) && text.startsWith(words);
    for await (const lines of engine.logs(id, { follow: true, signal, sinceSeconds })) {
      if (lines.some(isIt)) return true;
    }
  } catch {
    // The job's end tells the same, only later.
  }
  return false;
}

/** Podman tells the second of a line: one of the job's first lines would seem to be from before its start. */
function isWholeSecond(time: string): boolean {
  return time.endsWith(".000000000Z");
}

/** With which a process ends that was asked to, or was killed. */
const exitCodesOfSignals: readonly number[] = [130, 137, 143];

/** A job that somebody else stopped has not failed. */
function jobFailure(service: string, exitCode: number, details: ContainerDetails | undefined): TemporalStartError {
  const outOfMemory = details?.outOfMemory === true;
  const stopped = !outOfMemory && exitCodesOfSignals.includes(exitCode);
  const exit = `exit code ${String(exitCode)}`;
  return new TemporalStartError({
    code: stopped ? "SERVICE_STOPPED" : "JOB_FAILED",
    category: "service",
    message: stopped
      ? `${service} was stopped from outside with ${exit}.`
      : `${service} ${outOfMemory ? "was killed for lack of memory" : "ended"} with ${exit}.`,
    service,
    retryable: stopped,
  });
}
