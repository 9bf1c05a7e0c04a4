import type Docker from "dockerode";
import { readEvents } from "./engine-events.ts";

/**
 * Tells of containers that wear a label and whose process ends, by their ids.
 * @throws Error of the connection, also when the signal ends it
 */
export async function* readDeaths(docker: Docker, label: string, abortSignal: AbortSignal): AsyncGenerator<string> {
  const filters = { event: ["die"], label: [label] };
  const events = readEvents(await docker.getEvents({ filters, abortSignal }));
  for await (const { Actor } of events as AsyncIterable<ContainerEvent>) yield Actor.ID;
}

interface ContainerEvent {
  readonly Actor: { readonly ID: string };
}
