import { base } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

export const elasticsearch = {
  name: "elasticsearch",
  localTag: "temporal-start/elasticsearch:7.17.9",
  upstream: "docker.elastic.co/elasticsearch/elasticsearch:7.17.9",
  title: "Elasticsearch core",
  version: "7.17.9",
  licences: "SSPL-1.0 OR Elastic-2.0",
  folder: "elasticsearch",
  parent: base.name,
  artifacts: [
    { kind: "maven", pom: "elasticsearch/pom.xml", checksums: "elasticsearch/jars.sha512" },
    { kind: "debian", packages: ["openjdk-17-jre-headless"] },
  ],
} as const satisfies ImageRecipe;
