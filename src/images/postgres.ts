import { base } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

export const postgres = {
  name: "postgres",
  localTag: "temporal-start/postgres:15",
  upstream: "postgres:15.4-bookworm",
  title: "PostgreSQL",
  version: "15",
  licences: "PostgreSQL",
  folder: "postgres",
  parent: base.name,
  artifacts: [{ kind: "debian", packages: ["postgresql-15", "locales"] }],
} as const satisfies ImageRecipe;
