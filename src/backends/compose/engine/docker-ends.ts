import type Docker from "dockerode";
import type { ContainerEnd } from "../../../interfaces/engine-facts.ts";
import { readEvents } from "./engine-events.ts";

interface EndEvent {
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
}

/** The engine forgets `OOMKilled` when it restarts a container; it remembers its last events, and they are in order. */
export async function readEnds(
  docker: Docker,
  ids: readonly string[],
  sinceSeconds: number,
  abortSignal: AbortSignal,
): Promise<readonly ContainerEnd[]> {
  const filters = { event: ["die", "oom"], container: [...ids] };
  const untilSeconds = Math.ceil(Date.now() / 1000);
  const stream = await docker.getEvents({ filters, since: Math.floor(sinceSeconds), until: untilSeconds, abortSignal });
  const killed = new Set<string>();
  const ends: ContainerEnd[] = [];
  for await (const { Action, Actor } of readEvents(stream) as AsyncIterable<EndEvent>) {
    const { ID: id, Attributes } = Actor;
    if (Action === "oom") killed.add(id);
    if (Action === "die") ends.push({ id, exitCode: Number(Attributes.exitCode), outOfMemory: killed.delete(id) });
  }
  return ends;
}
