import { defined } from "../../defined.ts";
import {
  cpusSetting,
  imageSetting,
  memorySetting,
  originsSetting,
  ownAddressSetting,
  portSetting,
} from "../settings/setting.ts";
import { imageTags } from "../versions.ts";
import { defineService } from "./service.ts";

export const web = defineService({
  name: "temporal-web",
  title: "Web UI",
  role: "ui",
  kind: "service",
  settings: {
    TEMPORAL_CORS_ORIGINS: originsSetting(
      "http://localhost:3000,https://lovable.dev",
      "Origins, separated by commas, whose pages may call the API of the Web UI.",
    ),
    TEMPORAL_WEB_PORT: portSetting("8088", "Port of the Web UI on the host."),
    TEMPORAL_WEB_BIND_ADDRESS: ownAddressSetting(
      "",
      "Address on which the Web UI alone is published; empty means TEMPORAL_BIND_ADDRESS.",
    ),
    TEMPORAL_WEB_IMAGE: imageSetting(imageTags.ui.upstream, "Image of the Web UI."),
    TEMPORAL_WEB_MEMORY: memorySetting("256m", "Memory limit of the Web UI."),
    TEMPORAL_WEB_CPUS: cpusSetting("0", "Processors the Web UI may use at most; 0 means no limit."),
  },
  image: { setting: "TEMPORAL_WEB_IMAGE", local: imageTags.ui.local },
  ports: [
    {
      setting: "TEMPORAL_WEB_PORT",
      address: "TEMPORAL_WEB_BIND_ADDRESS",
      containerPort: 8080,
      url: "http://{address}",
    },
  ],
  volumes: [],
  dependsOn: [{ service: "temporal-server", condition: "answers" }],
  probe: (values: ProbedValues, host) => ({
    kind: "web",
    url: `${webScheme(values)}://${host}:${String(values.TEMPORAL_WEB_PORT)}`,
    ...defined({ otherServer: otherServer(values.TEMPORAL_ADDRESS) }),
  }),
});

interface ProbedValues {
  readonly TEMPORAL_WEB_PORT: number;
  /** Settings of others, absent where only this service is looked at. */
  readonly TEMPORAL_ADDRESS?: string;
  readonly TEMPORAL_SECURITY?: string;
}

/** The gateway speaks TLS for it. */
export function webScheme({ TEMPORAL_SECURITY = "off" }: Pick<ProbedValues, "TEMPORAL_SECURITY">): "http" | "https" {
  return TEMPORAL_SECURITY === "off" ? "http" : "https";
}

function otherServer(address = ""): string | undefined {
  return /^temporal(?:-(?:[a-z0-9-]+-)?server(?:-\d+)?)?:/.test(address) || address === "" ? undefined : address;
}
