import { imageTags, versions } from "../cluster/versions.ts";
import { base } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

export const postgres = {
  name: "postgres",
  localTag: imageTags.postgres.local,
  upstream: imageTags.postgres.upstream,
  title: "PostgreSQL",
  version: versions.postgres,
  licences: "PostgreSQL",
  folder: "postgres",
  parent: base.name,
  artifacts: [{ kind: "debian", packages: ["postgresql-15", "locales"] }],
} as const satisfies ImageRecipe;
