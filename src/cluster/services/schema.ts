import { folderSetting, secondsSetting } from "../settings/setting.ts";
import { adminToolsImage } from "./cli.ts";
import { defineService } from "./service.ts";

export const schema = defineService({
  name: "temporal-schema",
  title: "Schema set-up",
  role: "schema",
  kind: "job",
  settings: {
    TEMPORAL_SCHEMA_TIMEOUT_SECONDS: secondsSetting(
      "120",
      "How long the schema set-up waits for the stores to answer.",
    ),
    TEMPORAL_CONFIG_DIR: folderSetting(
      "../temporal-config",
      "Folder with development-sql.yaml, the dynamic configuration; a relative path starts in the folder of compose.yml.",
    ),
  },
  image: adminToolsImage,
  ports: [],
  volumes: [],
  dependsOn: [
    { service: "temporal-postgres", condition: "started" },
    { service: "temporal-elasticsearch", condition: "started" },
  ],
});
