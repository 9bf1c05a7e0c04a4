import type { Topology } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";
import { archivesIn, describeArchive, saveArchive } from "../../observe/archives.ts";

/**
 * Containers are removed with all that is in them and in no volume; data that a command says it keeps must not be.
 * @throws TemporalStartError ARCHIVE_IN_CONTAINER, or why it cannot be known
 */
export async function requireNoArchive(engine: ContainerEngine, topology: Topology): Promise<void> {
  const archives = await archivesIn(engine, await engine.containers({ instance: topology.instance }), topology);
  const [first] = archives;
  if (first === undefined) return;
  throw new TemporalStartError({
    code: "ARCHIVE_IN_CONTAINER",
    category: "preflight",
    message: "Nothing was removed: with its container the server would lose what it has archived.",
    details: archives.map(describeArchive),
    actions: archives.map(saveArchive),
    hint: saveArchive(first),
  });
}
