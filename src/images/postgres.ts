import { type PostgresRelease, postgresReleases } from "../cluster/versions.ts";
import { base, trixieBase } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

/** A release of Debian has one major version. */
const baseFor = (major: string): typeof base | typeof trixieBase => (Number(major) <= 15 ? base : trixieBase);

/** Of one major version. */
export const postgresImage = <Name extends string>(name: Name, { major, images }: PostgresRelease) =>
  ({
    name,
    localTag: images.local,
    upstream: images.upstream,
    title: "PostgreSQL",
    version: major,
    licences: "PostgreSQL",
    folder: "postgres",
    parent: baseFor(major).name,
    artifacts: [
      { kind: "debian", suite: baseFor(major).bootstrap.suite, packages: [`postgresql-${major}`, "locales", "zstd"] },
    ],
  }) as const satisfies ImageRecipe<Name>;

/** Of the versions that data can be brought to; each has its version in its name, as `postgres@17`. */
export const laterPostgres = postgresReleases
  .slice(1)
  .map((release) => postgresImage(`postgres@${release.major}`, release));
