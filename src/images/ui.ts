import { imageTags, versions } from "../cluster/versions.ts";
import { base } from "./base.ts";
import { dockerize } from "./dockerize.ts";
import type { ImageRecipe } from "./recipe.ts";

const uiModule = "ui/go";

export const ui = {
  name: "ui",
  localTag: imageTags.ui.local,
  upstream: imageTags.ui.upstream,
  title: "Temporal Web UI",
  version: versions.ui,
  licences: "MIT",
  folder: "ui",
  parent: base.name,
  artifacts: [
    {
      kind: "go-program",
      module: uiModule,
      command: "github.com/temporalio/ui-server/v2/cmd/server",
      output: "ui-server",
    },
    dockerize,
    {
      kind: "go-files",
      module: uiModule,
      path: "github.com/temporalio/ui-server/v2",
      files: [{ from: "docker/config-template.yaml", to: "config-template.yaml" }],
    },
  ],
} as const satisfies ImageRecipe;
