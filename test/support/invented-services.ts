import { type Service, services } from "../../src/cluster/services/index.ts";
import { type Topology, topologyOf } from "../../src/cluster/topology.ts";
import { testSettings } from "./settings.ts";

/** An optional service that keeps data and on which nothing depends. */
export const addon: Service = {
  name: "temporal-dashboards",
  title: "Dashboards",
  role: "addon",
  kind: "service",
  settings: {},
  image: { setting: "TEMPORAL_WEB_IMAGE", local: "temporal-start/ui:2.21.3" },
  ports: [],
  volumes: [{ name: "temporal-dashboards-data", dataVersion: "1" }],
  dependsOn: [{ service: "temporal-server", condition: "answers" }],
};

/** The cluster's services with some of them changed. */
export function servicesWith(changes: Readonly<Record<string, Partial<Service>>>): readonly Service[] {
  return services.map((service) => ({ ...service, ...changes[service.name] }));
}

const { values } = testSettings();

export const withAddon: Topology = topologyOf(values, [...services, addon]);
export const withExternalPostgres: Topology = topologyOf(
  values,
  servicesWith({ "temporal-postgres": { isExternal: () => true } }),
);
export const withThreeServers: Topology = topologyOf(values, servicesWith({ "temporal-server": { units: () => 3 } }));
