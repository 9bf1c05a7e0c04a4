import { readdirSync } from "node:fs";
import { ownUnits, type Topology } from "../../cluster/topology.ts";

/** Services that every cluster has, unless it says that it is without one. */
const baseFile = "compose.yml";

const without = "without-";

/**
 * Names of the files that make a cluster, each laid over those before it: the base; then, of the files beside it, the one
 * that is named after a unit, as `temporal-server-2.yml`; then `without-SERVICE.yml` for a service of the base that is
 * switched off or somewhere else. What a cluster does not have is not read.
 */
export function composeFiles(folder: string, topology: Topology): readonly string[] {
  const units = ownUnits(topology);
  const present = readdirSync(folder);
  const added = units.map(({ name }) => `${name}.yml`).filter((file) => present.includes(file));
  const left = present.filter((file) => file.startsWith(without) && file.endsWith(".yml")).toSorted();
  const services = new Set(units.map(({ service }) => service.name));
  return [baseFile, ...added, ...left.filter((file) => !services.has(file.slice(without.length, -".yml".length)))];
}
