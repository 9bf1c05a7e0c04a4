import { preparedBy } from "../cluster/graph.ts";
import { hostOfService } from "../cluster/services/addresses.ts";
import type { Settings } from "../cluster/services/index.ts";
import type { Topology } from "../cluster/topology.ts";
import { isRunning, type Snapshot } from "../plan/observed-state.ts";
import type { Probe } from "../probes/probe.ts";

/** Short: a store that does not answer now is waited for later. */
const probeTimeoutMs = 2_000;

/** Whether a running store says that what the schema job makes is not there. */
export async function isSchemaMissing(
  { containers }: Pick<Snapshot, "containers">,
  topology: Topology,
  settings: Settings,
  probe: Probe,
): Promise<boolean> {
  const jobs = topology.units.filter(({ service }) => service.role === "schema");
  const stores = [...new Set(jobs.flatMap((job) => preparedBy(topology, job)))];
  const running = stores.filter((unit) => unit.isExternal || isRunning(containers.get(unit.name)));
  const specs = running.flatMap((unit) => unit.probe?.(settings, hostOfService(unit.service, settings)) ?? []);
  const answers = await Promise.all(specs.map((spec) => probe(spec, probeTimeoutMs)));
  return answers.some(
    (answer) => !answer.ok && (answer.fault === "missing-index" || answer.fault === "missing-database"),
  );
}
