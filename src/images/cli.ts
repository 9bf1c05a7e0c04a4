import { versions } from "../cluster/versions.ts";
import { base } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

/** The layer that server and admin-tools share, so that the largest program is on disk once. */
export const cli = {
  name: "cli",
  localTag: `temporal-start/cli:${versions.cli}`,
  title: "Temporal CLI layer of the temporal-start images",
  version: versions.cli,
  licences: "MIT",
  folder: "cli",
  parent: base.name,
  artifacts: [
    {
      kind: "go-program",
      module: "cli/go",
      command: "github.com/temporalio/cli/cmd/temporal",
      output: "temporal",
      linkVariables: { "github.com/temporalio/cli/headers.Version": versions.cli },
    },
  ],
} as const satisfies ImageRecipe;
