import { type ServerRelease, versions } from "../cluster/versions.ts";
import { cli } from "./cli.ts";
import { dockerize } from "./dockerize.ts";
import type { ImageRecipe } from "./recipe.ts";

/** Folder of the locked Go module that server and admin-tools of a version are built from. */
export const serverModule = (version: string): string =>
  version === versions.server ? "server/go" : `modules/server-${version}`;

/** Of one version. */
export const serverImage = <Name extends string>(name: Name, { version, images }: ServerRelease) =>
  ({
    name,
    localTag: images.server.local,
    upstream: images.server.upstream,
    title: "Temporal Server",
    version,
    licences: "MIT",
    folder: "server",
    parent: cli.name,
    artifacts: [
      {
        kind: "go-program",
        module: serverModule(version),
        command: "go.temporal.io/server/cmd/server",
        output: "temporal-server",
      },
      dockerize,
      {
        kind: "go-files",
        module: serverModule(version),
        path: "go.temporal.io/server",
        files: [
          { from: "docker/config_template.yaml", to: "config_template.yaml" },
          { from: "config/dynamicconfig/docker.yaml", to: "docker.yaml" },
        ],
      },
    ],
  }) as const satisfies ImageRecipe<Name>;
