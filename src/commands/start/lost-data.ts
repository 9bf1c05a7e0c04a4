import { postgres } from "../../cluster/services/postgres.ts";
import { instanceName, programFor } from "../../cluster/settings/instance.ts";
import { unitNamed } from "../../cluster/topology.ts";
import { roughAge } from "../../output/rough-duration.ts";
import type { Blocker } from "../../plan/blocker.ts";
import type { Needs } from "../command.ts";
import { shellWord } from "../shared/shell-word.ts";

/**
 * Where this instance had a database, of which there is a backup, and its volume is gone: an empty one in its place would be another
 * story, to which no archive of the log leads. `reset` forgets the backup.
 */
export async function lostData(
  context: Needs<"clock" | "engine" | "lastBackups" | "settings">,
): Promise<readonly Blocker[]> {
  const backups = await context.lastBackups();
  const last = backups.read();
  if (last === undefined || !backups.isThere(last)) return [];
  const { topology } = await context.settings();
  if (unitNamed(topology, postgres.name)?.isExternal !== false) return [];
  const names = postgres.volumes.map(({ name }) => instanceName(topology.instance, name));
  if ((await (await context.engine()).volumes(names)).length > 0) return [];
  const program = programFor(topology.instance);
  return [
    {
      code: "DATA_LOST",
      message: `The volume ${names.join(", ")} is not there any more; its data was backed up ${roughAge(last.createdAt, context.clock.now())} ago.`,
      hint: `${program} restore ${shellWord(last.path)} brings it back; ${program} reset begins with an empty one.`,
    },
  ];
}
