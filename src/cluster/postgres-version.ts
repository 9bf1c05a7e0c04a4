import { type PostgresRelease, postgresReleases } from "./versions.ts";

/** The major version in the tag of an image of PostgreSQL: `postgres:17.6-trixie` → `17`; undefined where the reference hides it. */
export function postgresMajorOf(reference: string): string | undefined {
  return /:([1-9]\d)(?:[.-][^/:@]*)?(?:@.*)?$/.exec(reference)?.[1];
}

/** `15.14 (Debian 15.14-0+deb12u1)` → `15` */
export function majorOf(version: string): string {
  return version.split(".")[0] ?? version;
}

/** The release of a major version; undefined for one that is not in the table. */
export function postgresReleaseOf(major: string | undefined): PostgresRelease | undefined {
  return postgresReleases.find((known) => known.major === major);
}
