import { imageTags, versions } from "../cluster/versions.ts";
import { base } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

export const elasticsearch = {
  name: "elasticsearch",
  localTag: imageTags.elasticsearch.local,
  upstream: imageTags.elasticsearch.upstream,
  title: "Elasticsearch core",
  version: versions.elasticsearch,
  licences: "SSPL-1.0 OR Elastic-2.0",
  folder: "elasticsearch",
  parent: base.name,
  artifacts: [
    { kind: "maven", pom: "elasticsearch/pom.xml", checksums: "elasticsearch/jars.sha512" },
    { kind: "debian", suite: base.bootstrap.suite, packages: ["openjdk-17-jre-headless"] },
  ],
} as const satisfies ImageRecipe;
