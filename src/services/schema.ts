import { adminToolsImage } from "./cli.ts";
import { defineService } from "./service.ts";

export const schema = defineService({
  name: "temporal-schema",
  title: "Schema set-up",
  kind: "job",
  settings: {},
  image: adminToolsImage,
  ports: [],
  volumes: [],
});
