import { imageTags, versions } from "../cluster/versions.ts";
import { cli } from "./cli.ts";
import { dockerize } from "./dockerize.ts";
import type { ImageRecipe } from "./recipe.ts";

/** Folder of the locked Go module that server and admin-tools are built from. */
export const serverModule = "server/go";

export const server = {
  name: "server",
  localTag: imageTags.server.local,
  upstream: imageTags.server.upstream,
  title: "Temporal Server",
  version: versions.server,
  licences: "MIT",
  folder: "server",
  parent: cli.name,
  artifacts: [
    {
      kind: "go-program",
      module: serverModule,
      command: "go.temporal.io/server/cmd/server",
      output: "temporal-server",
    },
    dockerize,
    {
      kind: "go-files",
      module: serverModule,
      path: "go.temporal.io/server",
      files: [
        { from: "docker/config_template.yaml", to: "config_template.yaml" },
        { from: "config/dynamicconfig/docker.yaml", to: "docker.yaml" },
      ],
    },
  ],
} as const satisfies ImageRecipe;
