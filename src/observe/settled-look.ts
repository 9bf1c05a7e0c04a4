import type { Clock } from "../interfaces/clock.ts";
import { isRunning, type Snapshot } from "../plan/observed-state.ts";

const pauseMs = 200;
/** The engine needs no longer than that to start or end one container. */
const longestMs = 3_000;

/**
 * Looks until the engine is not in the middle of something: it goes on with what a command asked for
 * that was killed.
 */
export async function settledLook(look: () => Promise<Snapshot>, clock: Clock): Promise<Snapshot> {
  const endMs = clock.now() + longestMs;
  for (;;) {
    const snapshot = await look();
    if (!isSettling(snapshot) || clock.now() >= endMs) return snapshot;
    await clock.sleep(pauseMs);
  }
}

/** A container that is being started or ended has its port already, or still, and is not seen to run. */
function isSettling({ takenPorts, containers }: Snapshot): boolean {
  return takenPorts.some(
    ({ service, reason, holder }) =>
      reason === "taken" && holder === undefined && containers.has(service) && !isRunning(containers.get(service)),
  );
}
