import { dirname } from "node:path";
import type { Settings } from "../../cluster/services/index.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { TemporalStartError } from "../../errors.ts";
import type { NamespaceFacts } from "../../interfaces/temporal.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { type Check, type Finding, obstacle, ok } from "../check.ts";

export const archival: Check = {
  id: "archival",
  group: "data",
  title: "archival",
  needs: ["engine", "settings"],
  starts: "every",
  async look(world) {
    const [{ values }, { containers }] = await Promise.all([world.settings(), world.sortedContainers()]);
    const server = containers.get("temporal-server");
    if (server === undefined) return [ok("not looked at: there is no Temporal Server")];
    if (!isRunning(server))
      return interpretPaths((await (await world.engine()).writtenPaths(server.id)) ?? [], server.name);
    try {
      return interpretArchives(await world.namespaces(), values);
    } catch (error) {
      if (!(error instanceof TemporalStartError)) throw error;
      return [ok("not known: Temporal Server does not answer")];
    }
  },
};

/** As the file store of the server calls what it archives. */
const archived = /\.(?:history|visibility)$/;

/** A server that does not run cannot be asked for its namespaces; what they have archived is in its container. */
export function interpretPaths(paths: readonly string[], container: string): readonly Finding[] {
  const files = paths.filter((path) => archived.test(path));
  const folders = [...new Set(files.map((path) => dirname(path)))].toSorted();
  if (folders.length === 0) return [ok("no archive is in the container of Temporal Server, which does not run")];
  const copies = folders.map((folder) => `docker cp ${container}:${folder} FOLDER`);
  return [
    {
      endsReplacing: "temporal-server",
      ...obstacle({
        code: "ARCHIVE_IN_CONTAINER",
        seen: `${String(files.length)} archived files are in the container ${container}, in ${folders.join(" and ")}, and are lost with it`,
        todo: `Copy them out (${copies.join("; ")}), then remove it (docker rm ${container}) and start`,
      }),
    },
  ];
}

/** The server's container has no volume: what it writes to a file is removed with it. */
export function interpretArchives(
  namespaces: readonly Pick<NamespaceFacts, "name" | "archives">[],
  { TEMPORAL_INSTANCE }: Pick<Settings, "TEMPORAL_INSTANCE">,
): readonly Finding[] {
  const found = namespaces.flatMap(({ name, archives = [] }): Finding[] => {
    const files = archives.filter((uri) => uri.startsWith("file:"));
    if (files.length === 0) return [];
    const server = instanceName(TEMPORAL_INSTANCE, "temporal-server");
    const copies = files.map((uri) => `docker cp ${server}:${uri.replace(/^file:\/\//, "")} FOLDER`);
    return [
      {
        subject: name,
        endsReplacing: "temporal-server",
        ...obstacle({
          code: "ARCHIVE_IN_CONTAINER",
          seen: `archives to ${files.join(" and ")} in the container ${server}, and is lost with it`,
          todo: `Copy it out (${copies.join("; ")}), then switch it off: temporal-start cli operator namespace update --history-archival-state disabled --visibility-archival-state disabled ${name}`,
        }),
      },
    ];
  });
  return found.length > 0 ? found : [ok("no namespace archives into a container")];
}
