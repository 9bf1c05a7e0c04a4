import type { World } from "../../doctor/check.ts";
import { createWorld } from "../../doctor/world.ts";
import type { CommandContext } from "../command.ts";

/** What the checks look at, through a command's own connections. */
export async function worldOf(context: CommandContext): Promise<World> {
  const [host, processes] = await Promise.all([context.host(), context.processes()]);
  return createWorld({
    clock: context.clock,
    host,
    processes,
    probePort: context.probePort,
    readConfig: context.readConfig,
    composeVersion: () => context.composeVersion(),
    probe: (expected) => context.probe(expected),
    settings: () => context.settings(),
    engine: () => context.engine(),
  });
}
