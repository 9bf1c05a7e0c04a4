import { type ElasticsearchRelease, elasticsearchReleases, versions } from "../cluster/versions.ts";
import { base } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

/** Folder of what names and locks the jars of a version. */
const jarsOf = (version: string): string =>
  version === versions.elasticsearch ? "elasticsearch" : `modules/elasticsearch-${version}`;

/** Of one version. */
export const elasticsearchImage = <Name extends string>(name: Name, { version, images }: ElasticsearchRelease) =>
  ({
    name,
    localTag: images.local,
    upstream: images.upstream,
    title: "Elasticsearch core",
    version,
    licences: "SSPL-1.0 OR Elastic-2.0",
    folder: "elasticsearch",
    parent: base.name,
    artifacts: [
      { kind: "maven", pom: `${jarsOf(version)}/pom.xml`, checksums: `${jarsOf(version)}/jars.sha512` },
      { kind: "debian", suite: base.bootstrap.suite, packages: ["openjdk-17-jre-headless"] },
    ],
  }) as const satisfies ImageRecipe<Name>;

/** Of the versions that an index can be brought to; each has its version in its name, as `elasticsearch@7.17.29`. */
export const laterElasticsearch = elasticsearchReleases
  .slice(1)
  .map((release) => elasticsearchImage(`elasticsearch@${release.version}`, release));
