import { type ElasticsearchRelease, elasticsearchReleases } from "./versions.ts";

/** The release of a version; undefined for one that is not in the table. */
export function elasticsearchReleaseOf(version: string | undefined): ElasticsearchRelease | undefined {
  return elasticsearchReleases.find((known) => known.version === version);
}

/** Whether an index can go from here to there and back: within 7.17, whose clients Temporal has. */
export function isElasticsearch7(version: string): boolean {
  return version.startsWith("7.17.");
}
