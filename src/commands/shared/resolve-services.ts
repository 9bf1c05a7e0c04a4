import type { Service, ServiceName } from "../../cluster/services/index.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { usageError } from "./flags.ts";

/**
 * Service or container names, or the last part of one (`server`), to services; each once.
 * @throws TemporalStartError USAGE naming the unknown ones and listing the valid ones
 */
export function resolveServices(
  names: readonly string[],
  instance: string,
  among: readonly Service[],
): readonly ServiceName[] {
  const found = names.map((wanted) => among.find(({ name }) => answersTo(name, wanted, instance))?.name);
  const unknown = names.filter((_, index) => found[index] === undefined);
  if (unknown.length > 0) {
    throw usageError(
      `Unknown service: ${unknown.join(", ")}.`,
      `Services are ${among.map(({ name }) => name).join(", ")}.`,
    );
  }
  return [...new Set(found.filter((name) => name !== undefined))];
}

function answersTo(name: ServiceName, wanted: string, instance: string): boolean {
  return wanted === name || wanted === instanceName(instance, name) || `temporal-${wanted}` === name;
}
