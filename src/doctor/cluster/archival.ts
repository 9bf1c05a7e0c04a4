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
    if (!isRunning(containers.get("temporal-server"))) return [ok("not looked at: Temporal Server does not run")];
    try {
      return interpretArchives(await world.namespaces(), values);
    } catch (error) {
      if (!(error instanceof TemporalStartError)) throw error;
      return [ok("not known: Temporal Server does not answer")];
    }
  },
};

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
