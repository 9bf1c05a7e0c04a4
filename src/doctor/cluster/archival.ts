import { instanceName } from "../../cluster/settings/instance.ts";
import { TemporalStartError } from "../../errors.ts";
import type { NamespaceFacts } from "../../interfaces/temporal.ts";
import { type Archive, archivesIn, describeArchive, saveArchive } from "../../observe/archives.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { type Check, type Finding, failure, obstacle, ok } from "../check.ts";

export const archival: Check = {
  id: "archival",
  group: "data",
  title: "archival",
  needs: ["engine", "settings"],
  starts: "every",
  async look(world) {
    const [engine, { topology }, all] = await Promise.all([world.engine(), world.settings(), world.containers()]);
    const { containers } = await world.sortedContainers();
    const isUp = isRunning(containers.get("temporal-server"));
    const [archives, namespaces] = await Promise.all([
      archivesIn(engine, all, topology),
      isUp ? orNone(world.namespaces()) : [],
    ]);
    return interpretArchives(archives, namespaces, instanceName(topology.instance, "temporal-server"));
  },
};

/** A server that does not answer now still has what it has written. */
async function orNone(asked: Promise<readonly NamespaceFacts[]>): Promise<readonly NamespaceFacts[]> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof TemporalStartError)) throw error;
    return [];
  }
}

/** The server's container has no volume: what it writes to a file is removed with it. */
export function interpretArchives(
  archives: readonly Archive[],
  namespaces: readonly Pick<NamespaceFacts, "name" | "archives">[],
  server: string,
): readonly Finding[] {
  const written = archives.map(
    (archive): Finding => ({
      endsReplacing: archive.container,
      ...obstacle({
        code: "ARCHIVE_IN_CONTAINER",
        seen: describeArchive(archive),
        todo: `${saveArchive(archive)} and start`,
      }),
    }),
  );
  const writing = namespaces.flatMap(({ name, archives: uris = [] }): Finding[] => {
    const files = uris.filter((uri) => uri.startsWith("file:"));
    if (files.length === 0) return [];
    const off = `temporal-start cli operator namespace update --history-archival-state disabled --visibility-archival-state disabled ${name}`;
    const seen = `archives to ${files.join(" and ")} in the container ${server}, where it is lost with it unless a volume of yours is there`;
    return [{ subject: name, ...failure(seen, `Switch it off: ${off}`) }];
  });
  const found = [...written, ...writing];
  return found.length > 0 ? found : [ok("nothing is archived into a container")];
}
