import { base } from "./base.ts";
import { dockerize } from "./dockerize.ts";
import type { ImageRecipe } from "./recipe.ts";

const uiModule = "ui/go";

export const ui = {
  name: "ui",
  localTag: "temporal-start/ui:2.21.3",
  upstream: "temporalio/ui:2.21.3",
  title: "Temporal Web UI",
  version: "2.21.3",
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
