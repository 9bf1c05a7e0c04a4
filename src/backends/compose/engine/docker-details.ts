import type Docker from "dockerode";
import type { ContainerEngine } from "../../../interfaces/engine.ts";
import type { ContainerDetails } from "../../../interfaces/engine-facts.ts";
import { toContainerDetails } from "./docker-facts.ts";
import { orUndefined } from "./docker-missing.ts";
import { readEvents } from "./engine-events.ts";
import type { Ask } from "./engine-requests.ts";

/** With which a process ends that was killed. */
const killedExitCode = 137;
/** Between the kernel's kill and the end of the process, or the engine's word of one and of the other. */
const beforeEndMs = 5_000;
const afterEndMs = 500;
/** What it tells is the cause of a failure, and no reason to wait. */
const eventsTimeoutMs = 3_000;

/**
 * Reads what an inspection tells. Its flag that the kernel killed the container for lack of memory is gone as soon as the
 * container runs again (seen with Docker 28), so the engine's last events are asked as well.
 */
export function createReadDetails(docker: Docker, ask: Ask): ContainerEngine["containerDetails"] {
  return async (id) => {
    const found = await ask((abortSignal) => orUndefined(docker.getContainer(id).inspect({ abortSignal })));
    if (found === undefined) return undefined;
    const details = toContainerDetails(found);
    const endedMs = details.finishedAtMs;
    if (details.outOfMemory || endedMs === undefined || !mayBeKilled(details)) return details;
    const asked = ask((abortSignal) => wasKilledForMemory(docker, id, endedMs, abortSignal), {
      timeoutMs: eventsTimeoutMs,
    });
    // Podman has no such event.
    return { ...details, outOfMemory: await asked.catch(() => false) };
  };
}

function mayBeKilled({ state, exitCode, restartCount }: ContainerDetails): boolean {
  return state === "running" ? restartCount > 0 : exitCode === killedExitCode;
}

/** Of the engine's events the last hundreds are kept; it ends its answer where the time that is asked for is over. */
async function wasKilledForMemory(
  docker: Docker,
  id: string,
  endedMs: number,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const since = (endedMs - beforeEndMs) / 1000;
  const until = (endedMs + afterEndMs) / 1000;
  const filters = { event: ["oom"], container: [id] };
  const events = readEvents(await docker.getEvents({ since, until, filters, abortSignal }));
  for await (const _event of events) return true;
  return false;
}
