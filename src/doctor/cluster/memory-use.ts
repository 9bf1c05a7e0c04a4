import { showBytes } from "../../cluster/requirements.ts";
import { lastingUnits, type Unit } from "../../cluster/topology.ts";
import { memoryHint } from "../../health/memory-hint.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { type Check, type Finding, ok, warning } from "../check.ts";

/** Above this share of its limit a container may be killed by the next burst of work. */
const highShare = 0.9;

/** Not for `status` or a start: the engine measures once a second, and answers no earlier. */
export const memoryUse: Check = {
  id: "memory-use",
  group: "data",
  title: "memory of",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const [engine, { topology }, { containers }] = await Promise.all([
      world.engine(),
      world.settings(),
      world.sortedContainers(),
    ]);
    const running = lastingUnits(topology).flatMap((unit) => {
      const container = containers.get(unit.name);
      return container !== undefined && isRunning(container) ? [{ unit, id: container.id }] : [];
    });
    const found = await Promise.all(running.map(({ unit, id }) => lookAtOne(engine, unit, id)));
    const short = found.flat();
    return short.length > 0 ? short : [ok("every service is well below its limit")];
  },
};

async function lookAtOne(engine: ContainerEngine, unit: Unit, id: string): Promise<readonly Finding[]> {
  const [details, usedBytes] = await Promise.all([engine.containerDetails(id), engine.memoryUsedBytes(id)]);
  const limitBytes = details?.memoryLimitBytes;
  return limitBytes === undefined || usedBytes === undefined ? [] : interpretMemoryUse(unit, usedBytes, limitBytes);
}

/** What a container cannot give back, against what it may use: a warning before the kernel kills. */
export function interpretMemoryUse(unit: Unit, usedBytes: number, limitBytes: number): readonly Finding[] {
  if (usedBytes < highShare * limitBytes) return [];
  const seen = `uses ${showBytes(usedBytes)} of the ${showBytes(limitBytes)} that it may use; the kernel kills what needs more`;
  return [{ subject: unit.name, ...warning(seen, memoryHint(unit.service)) }];
}
