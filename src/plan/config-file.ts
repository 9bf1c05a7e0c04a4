import type { ServiceName, Settings } from "../cluster/services/index.ts";
import { type Topology, unitNamed } from "../cluster/topology.ts";

/** The dynamic configuration, which the schema job checks and the server reads. */
export function configFile({ TEMPORAL_CONFIG_DIR }: Pick<Settings, "TEMPORAL_CONFIG_DIR">): string {
  return `${TEMPORAL_CONFIG_DIR.replace(/\/+$/, "")}/development-sql.yaml`;
}

/** Whether a step of a plan starts a container that mounts it. */
export function readsConfig(
  topology: Topology,
  { service, action }: { readonly service: ServiceName; readonly action: string },
): boolean {
  const role = unitNamed(topology, service)?.service.role;
  return action !== "keep" && (role === "schema" || role === "server");
}
