import { posix } from "node:path";
import { instanceName } from "../../cluster/settings/instance.ts";
import { lastingUnits, type Topology } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Backend } from "../../interfaces/backend.ts";
import type { DataPlace } from "../../restore/run-script.ts";

/** The volume of the database. @throws TemporalStartError SERVICE_OFF where the database is somewhere else */
export function dataPlace(topology: Topology, backend: Backend): DataPlace {
  for (const { name: unit, service, volumes, isExternal } of lastingUnits(topology)) {
    const [volume] = volumes;
    if (isExternal || service.role !== "store" || volume?.versionFile === undefined) continue;
    return {
      backend,
      unit,
      volume: volume.name,
      shown: instanceName(topology.instance, volume.name),
      folder: posix.dirname(volume.versionFile),
    };
  }
  throw new TemporalStartError({
    code: "SERVICE_OFF",
    category: "preflight",
    message: "The database is somewhere else: whoever runs it restores it. Nothing was changed.",
    hint: "temporal-start config show",
  });
}
