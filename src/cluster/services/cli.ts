import { cpusSetting, imageSetting, memorySetting } from "../settings/setting.ts";
import { imageTags } from "../versions.ts";
import { defineService } from "./service.ts";

/** The schema job runs on the same image as the CLI container. */
export const adminToolsImage = {
  setting: "TEMPORAL_CLI_IMAGE",
  local: imageTags.adminTools.local,
} as const;

export const cli = defineService({
  name: "temporal-cli",
  title: "Admin Tools and CLI",
  role: "tool",
  kind: "service",
  settings: {
    TEMPORAL_CLI_IMAGE: imageSetting(
      imageTags.adminTools.upstream,
      "Image of the CLI container and of the schema set-up.",
    ),
    TEMPORAL_CLI_MEMORY: memorySetting("256m", "Memory limit of the CLI container."),
    TEMPORAL_CLI_CPUS: cpusSetting("0", "Processors the CLI container may use at most; 0 means no limit."),
  },
  image: adminToolsImage,
  ports: [],
  remembers: { TEMPORAL_NAMESPACE: "TEMPORAL_NAMESPACE" },
  volumes: [],
  dependsOn: [{ service: "temporal-server", condition: "answers" }],
});
