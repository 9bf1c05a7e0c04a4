import type { ServerRelease } from "../cluster/versions.ts";
import { base } from "./base.ts";
import { cli } from "./cli.ts";
import type { ImageRecipe } from "./recipe.ts";
import { serverModule } from "./server.ts";

/** Of one version of the server. */
export const adminToolsImage = <Name extends string>(name: Name, { version, images }: ServerRelease) =>
  ({
    name,
    localTag: images.adminTools.local,
    upstream: images.adminTools.upstream,
    title: "Temporal admin tools",
    version,
    licences: "MIT",
    folder: "admin-tools",
    parent: cli.name,
    artifacts: [
      {
        kind: "go-program",
        module: serverModule(version),
        command: "go.temporal.io/server/cmd/tools/sql",
        output: "temporal-sql-tool",
      },
      {
        kind: "go-program",
        module: serverModule(version),
        command: "go.temporal.io/server/cmd/tools/tdbg",
        output: "tdbg",
      },
      {
        kind: "go-files",
        module: serverModule(version),
        path: "go.temporal.io/server",
        files: [{ from: "schema", to: "schema" }],
      },
      {
        kind: "debian",
        suite: base.bootstrap.suite,
        packages: ["postgresql-client-15", "jq", "netcat-openbsd", "bash-completion"],
      },
    ],
  }) as const satisfies ImageRecipe<Name>;
