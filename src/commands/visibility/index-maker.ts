import { instanceName } from "../../cluster/settings/instance.ts";
import { TemporalStartError } from "../../errors.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import type { Needs } from "../command.ts";
import { requireUnit } from "../shared/require-unit.ts";

/**
 * Runs the schema job, which makes an index that is not there as the server needs it.
 * @throws TemporalStartError CONTAINER_NOT_STARTED where its container is gone: then nothing may be dropped
 */
export async function indexMaker(
  context: Needs<"backend" | "engine" | "settings" | "signal">,
): Promise<() => Promise<void>> {
  const { topology } = await context.settings();
  const { name: unit } = requireUnit(topology, "schema", "schema set-up");
  const name = instanceName(topology.instance, unit);
  if (!(await ownContainers(await context.engine(), topology)).has(unit)) throw isGone(name);
  const backend = await context.backend();
  const deed = { kind: "run", unit, name, container: name, milestones: [], isAnew: true } as const;
  const nothing = (): undefined => undefined;
  const { signal } = context;
  return () => backend.perform(deed, { signal, onPoint: nothing, onBytes: nothing, onNote: nothing });
}

function isGone(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "CONTAINER_NOT_STARTED",
    category: "service",
    message: `The container ${name}, which makes the index, is gone; nothing was changed.`,
    hint: "temporal-start start makes it.",
  });
}
