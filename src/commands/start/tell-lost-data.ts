import { postgres } from "../../cluster/services/postgres.ts";
import { instanceName, programFor } from "../../cluster/settings/instance.ts";
import { unitNamed } from "../../cluster/topology.ts";
import { roughDuration } from "../../output/rough-duration.ts";
import type { Needs } from "../command.ts";
import { shellWord } from "../shared/shell-word.ts";

/** Before a start makes an empty database: whether this instance had one, of which there is a backup. `reset` forgets it. */
export async function tellLostData(
  context: Needs<"clock" | "engine" | "lastBackups" | "reporter" | "settings">,
): Promise<void> {
  const backups = await context.lastBackups();
  const last = backups.read();
  if (last === undefined || !backups.isThere(last)) return;
  const { topology } = await context.settings();
  if (unitNamed(topology, postgres.name)?.isExternal !== false) return;
  const there = await (await context.engine()).volumes(
    postgres.volumes.map(({ name }) => instanceName(topology.instance, name)),
  );
  if (there.length > 0) return;
  const seconds = Math.max(1, Math.floor((context.clock.now() - Date.parse(last.createdAt)) / 1000));
  const command = `${programFor(topology.instance)} restore ${shellWord(last.path)}`;
  context.reporter.warn(
    `The volume of PostgreSQL is not there any more, and a start makes an empty one. The instance was backed up ${roughDuration(seconds)} ago: ${command} brings that back.`,
  );
}
