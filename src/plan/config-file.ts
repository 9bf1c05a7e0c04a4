import type { ServiceName, Settings } from "../cluster/services/index.ts";

/** The dynamic configuration, which the schema job checks and the server reads. */
export function configFile({ TEMPORAL_CONFIG_DIR }: Pick<Settings, "TEMPORAL_CONFIG_DIR">): string {
  return `${TEMPORAL_CONFIG_DIR.replace(/\/+$/, "")}/development-sql.yaml`;
}

/** Whether a step of a plan starts a container that mounts it. */
export function readsConfig({ service, action }: { readonly service: ServiceName; readonly action: string }): boolean {
  return action !== "keep" && (service === "temporal-schema" || service === "temporal-server");
}
