import type { World } from "../../doctor/check.ts";
import { createWorld } from "../../doctor/world.ts";
import type { Needs } from "../command.ts";

export type WorldNeeds = Needs<
  | "backend"
  | "clock"
  | "composeVersion"
  | "engine"
  | "host"
  | "lastBackups"
  | "probe"
  | "probePort"
  | "processes"
  | "readConfig"
  | "settings"
  | "temporal"
>;

/** What the checks look at, through a command's own connections. */
export async function worldOf(context: WorldNeeds): Promise<World> {
  const [host, processes] = await Promise.all([context.host(), context.processes()]);
  return createWorld({
    clock: context.clock,
    host,
    processes,
    probePort: context.probePort,
    readConfig: context.readConfig,
    composeVersion: () => context.composeVersion(),
    changedByOverlay: async () => (await context.backend()).changedByOverlay({}),
    probe: (expected) => context.probe(expected),
    settings: () => context.settings(),
    engine: () => context.engine(),
    lastBackups: () => context.lastBackups(),
    namespaces: async () => (await context.temporal()).namespaces(),
  });
}
