import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ownUnits, type Topology } from "../../cluster/topology.ts";

/** Services that every cluster has, unless it says that it is without one. */
const baseFile = "compose.yml";

const without = "without-";

/**
 * Names of the files that make a cluster, each laid over those before it: the base; then, of the files beside it, the one
 * that is named after a unit, as `temporal-server-2.yml`; then `without-SERVICE.yml` for a service of the base that is
 * switched off or somewhere else. What a cluster does not have is not read.
 * @param last of them, laid over all others; each has one behind it for a unit that is not in the base, as `security-tls.UNIT.yml`
 * @throws Error for a unit that is in none of them
 */
export function composeFiles(folder: string, topology: Topology, last: readonly string[] = []): readonly string[] {
  const units = ownUnits(topology);
  const present = readdirSync(folder);
  const isPresent = (file: string): boolean => present.includes(file);
  const added = units.map(({ name }) => `${name}.yml`).filter(isPresent);
  const left = present.filter((file) => file.startsWith(without) && file.endsWith(".yml")).toSorted();
  const services = new Set(units.map(({ service }) => service.name));
  const files = [
    baseFile,
    ...added,
    ...left.filter((file) => !services.has(file.slice(without.length, -".yml".length))),
    ...last.flatMap((file) => [
      file,
      ...units.map(({ name }) => file.replace(/yml$/, `${name}.yml`)).filter(isPresent),
    ]),
  ];
  const text = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const missing = units.map(({ name }) => name).filter((name) => !new RegExp(`^  ${name}:`, "m").test(text));
  if (missing.length > 0) throw new Error(`No compose file in ${folder} has ${missing.join(", ")}.`);
  return files;
}
