import { type ImageTags, versions } from "../cluster/versions.ts";
import { base } from "./base.ts";
import { dockerize } from "./dockerize.ts";
import type { ImageRecipe } from "./recipe.ts";

/** Folder of the locked Go module of a version. */
const uiModule = (version: string): string => (version === versions.ui ? "ui/go" : `modules/ui-${version}`);

/** Of one version. */
export const uiImage = <Name extends string>(name: Name, version: string, tags: ImageTags) =>
  ({
    name,
    localTag: tags.local,
    upstream: tags.upstream,
    title: "Temporal Web UI",
    version,
    licences: "MIT",
    folder: "ui",
    parent: base.name,
    artifacts: [
      {
        kind: "go-program",
        module: uiModule(version),
        command: "github.com/temporalio/ui-server/v2/cmd/server",
        output: "ui-server",
      },
      dockerize,
      {
        kind: "go-files",
        module: uiModule(version),
        path: "github.com/temporalio/ui-server/v2",
        files: [{ from: "docker/config-template.yaml", to: "config-template.yaml" }],
      },
    ],
  }) as const satisfies ImageRecipe<Name>;
