import type Docker from "dockerode";
import { readEvents } from "./engine-events.ts";

/**
 * Tells of containers whose process ends, by their ids.
 * @throws Error of the connection, also when the signal ends it
 */
export async function* readDeaths(
  docker: Docker,
  ids: readonly string[],
  abortSignal: AbortSignal,
): AsyncGenerator<string> {
  const filters = { event: ["die"], container: [...ids] };
  const events = readEvents(await docker.getEvents({ filters, abortSignal }));
  for await (const { Actor } of events as AsyncIterable<ContainerEvent>) yield Actor.ID;
}

interface ContainerEvent {
  readonly Actor: { readonly ID: string };
}
