import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";

/** A service that restarted this often does not come up by itself. */
const crashLoopRestarts = 3;

/** Exit codes by which the engine says that it could not run the program at all. */
const notRunnable: readonly number[] = [125, 126, 127, 128];

export type LossKind = "out-of-memory" | "crash-loop" | "not-runnable" | "unhealthy" | "stopped";

export interface Loss {
  readonly kind: LossKind;
  /** After the service's name, a sentence without its full stop. */
  readonly why: string;
}

/** Whether a container can be lost in a way that only an inspection tells. */
export function isSuspect({ state, health }: ContainerFacts): boolean {
  return state === "restarting" || state === "exited" || state === "dead" || health === "unhealthy";
}

/**
 * Whether a service that shall run is lost for good, and how. All services restart by themselves
 * unless somebody stops them, so one that has ended and stays so was stopped from outside.
 * @param restartsBefore counted by the engine before this start
 */
export function lossOf(
  container: ContainerFacts,
  details: ContainerDetails | undefined,
  restartsBefore: number,
): Loss | undefined {
  if (details === undefined) return undefined;
  const { state, health } = container;
  if (state === "running") return health === "unhealthy" ? unhealthy : undefined;
  const hasEnded = state === "restarting" || state === "exited" || state === "dead";
  if (!hasEnded) return undefined;
  if (details.outOfMemory) return killedForMemory(container);
  return state === "restarting" ? crashLoop(container, restartsSince(restartsBefore, details)) : ended(container);
}

const unhealthy: Loss = { kind: "unhealthy", why: "runs, but its health check fails" };

function killedForMemory({ exitCode = 137 }: ContainerFacts): Loss {
  return { kind: "out-of-memory", why: `was killed for lack of memory (exit code ${String(exitCode)})` };
}

function crashLoop(container: ContainerFacts, restarts: number): Loss | undefined {
  if (restarts < crashLoopRestarts) return undefined;
  return { kind: "crash-loop", why: `ends${withCode(container)} each time it starts (${String(restarts)} restarts)` };
}

function ended(container: ContainerFacts): Loss {
  const { exitCode } = container;
  return exitCode !== undefined && notRunnable.includes(exitCode)
    ? { kind: "not-runnable", why: `ended${withCode(container)} and cannot be restarted` }
    : { kind: "stopped", why: `was stopped from outside${withCode(container)}` };
}

function withCode({ exitCode }: ContainerFacts): string {
  return exitCode === undefined ? "" : ` with exit code ${String(exitCode)}`;
}

/** The engine begins to count anew when a container is restarted by hand. */
function restartsSince(before: number, { restartCount }: ContainerDetails): number {
  return restartCount >= before ? restartCount - before : restartCount;
}
