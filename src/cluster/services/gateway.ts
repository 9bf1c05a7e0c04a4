import { cpusSetting, hostNamesSetting, imageSetting, memorySetting } from "../settings/setting.ts";
import { imageTags } from "../versions.ts";
import { server } from "./server.ts";
import { defineService } from "./service.ts";
import { web } from "./web.ts";

/** Stands before all that a secured cluster publishes: lets through what clients may ask, and nobody without a certificate. */
export const gateway = defineService({
  name: "temporal-gateway",
  title: "Gateway",
  role: "proxy",
  kind: "service",
  settings: {
    TEMPORAL_HOST_NAMES: hostNamesSetting(
      "",
      "Names and IPv4 addresses, separated by commas, by which other machines reach a cluster with TEMPORAL_SECURITY; localhost needs none.",
    ),
    TEMPORAL_GATEWAY_IMAGE: imageSetting(
      imageTags.gateway.upstream,
      "Image of nginx, the gateway of a secured cluster.",
    ),
    TEMPORAL_GATEWAY_MEMORY: memorySetting("128m", "Memory limit of the gateway."),
    TEMPORAL_GATEWAY_CPUS: cpusSetting("0", "Processors the gateway may use at most; 0 means no limit."),
  },
  image: { setting: "TEMPORAL_GATEWAY_IMAGE", local: imageTags.gateway.local },
  ports: [
    ...server.ports.map((port) => ({ ...port, isGuarded: true })),
    ...web.ports.map((port) => ({ ...port, url: "https://{address}" })),
  ],
  volumes: [],
  // It follows the containers that it leads to by their names, wherever they are.
  dependsOn: [],
  isOn: ({ TEMPORAL_SECURITY = "off" }) => TEMPORAL_SECURITY !== "off",
  probe: (values: { readonly TEMPORAL_SERVER_PORT: number }, host) => ({
    kind: "gateway",
    host,
    port: values.TEMPORAL_SERVER_PORT,
  }),
});
