import type { ServiceName } from "../../cluster/services/index.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import type { Topology, Unit } from "../../cluster/topology.ts";
import { usageError } from "./flags.ts";

/**
 * Names of units, of services, of containers, or the last part of one (`server`), to names of units; each once. A
 * service stands for all its units.
 * @throws TemporalStartError USAGE naming the unknown ones and listing the valid ones
 */
export function resolveServices(
  names: readonly string[],
  { instance }: Pick<Topology, "instance">,
  among: readonly Unit[],
): readonly ServiceName[] {
  const found = names.map((wanted) => among.filter((unit) => answersTo(unit, wanted, instance)));
  const unknown = names.filter((_, index) => found[index]?.length === 0);
  if (unknown.length > 0) {
    throw usageError(
      `Unknown service: ${unknown.join(", ")}.`,
      `Services are ${among.map(({ name }) => name).join(", ")}.`,
    );
  }
  return [...new Set(found.flat().map(({ name }) => name))];
}

function answersTo({ name, service }: Unit, wanted: string, instance: string): boolean {
  const isUnit = wanted === name || wanted === instanceName(instance, name) || `temporal-${wanted}` === name;
  return isUnit || wanted === service.name || `temporal-${wanted}` === service.name;
}
