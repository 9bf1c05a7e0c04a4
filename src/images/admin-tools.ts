import { imageTags, versions } from "../cluster/versions.ts";
import { cli } from "./cli.ts";
import type { ImageRecipe } from "./recipe.ts";
import { serverModule } from "./server.ts";

export const adminTools = {
  name: "admin-tools",
  localTag: imageTags.adminTools.local,
  upstream: imageTags.adminTools.upstream,
  title: "Temporal admin tools",
  version: versions.server,
  licences: "MIT",
  folder: "admin-tools",
  parent: cli.name,
  artifacts: [
    {
      kind: "go-program",
      module: serverModule,
      command: "go.temporal.io/server/cmd/tools/sql",
      output: "temporal-sql-tool",
    },
    {
      kind: "go-program",
      module: serverModule,
      command: "go.temporal.io/server/cmd/tools/tdbg",
      output: "tdbg",
    },
    {
      kind: "go-files",
      module: serverModule,
      path: "go.temporal.io/server",
      files: [{ from: "schema", to: "schema" }],
    },
    { kind: "debian", packages: ["postgresql-client-15", "jq", "netcat-openbsd", "bash-completion"] },
  ],
} as const satisfies ImageRecipe;
