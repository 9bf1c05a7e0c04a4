import type Docker from "dockerode";
import { ofInstance } from "../labels.ts";
import { readEvents } from "./engine-events.ts";

/**
 * Tells of an instance's containers whose process ends, by their ids.
 * @throws Error of the connection, also when the signal ends it
 */
export async function* readDeaths(docker: Docker, instance: string, abortSignal: AbortSignal): AsyncGenerator<string> {
  const filters = { event: ["die"], label: [ofInstance(instance)] };
  const events = readEvents(await docker.getEvents({ filters, abortSignal }));
  for await (const { Actor } of events as AsyncIterable<ContainerEvent>) yield Actor.ID;
}

interface ContainerEvent {
  readonly Actor: { readonly ID: string };
}
