import type Docker from "dockerode";

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
  const events = (await docker.getEvents({ filters, abortSignal })) as AsyncIterable<Buffer>;
  let unfinished = "";
  for await (const chunk of events) {
    const lines = `${unfinished}${chunk.toString()}`.split("\n");
    unfinished = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield (JSON.parse(line) as ContainerEvent).Actor.ID;
  }
}

interface ContainerEvent {
  readonly Actor: { readonly ID: string };
}
