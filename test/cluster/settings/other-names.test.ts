import { expect, test } from "vitest";
import { failureOf } from "../../support/expect-failure.ts";
import { testSettings } from "../../support/settings.ts";

test.each([
  ["POSTGRESQL_VERSION", "16", "POSTGRES_IMAGE=postgres:16"],
  ["TEMPORAL_VERSION", "1.22.0", "TEMPORAL_SERVER_IMAGE=temporalio/server:1.22.0"],
  ["TEMPORAL_UI_VERSION", "2.21.3", "TEMPORAL_WEB_IMAGE=temporalio/ui:2.21.3"],
  ["ELASTICSEARCH_VERSION", "7.17.9", "ELASTICSEARCH_IMAGE=docker.elastic.co/elasticsearch/elasticsearch:7.17.9"],
  ["TEMPORAL_ADMINTOOLS_VERSION", "1.22.0", "TEMPORAL_CLI_IMAGE=temporalio/admin-tools:1.22.0"],
  ["POSTGRES_PWD", "hunter2", "POSTGRES_PASSWORD"],
])("%s of the official files is told with what replaces it", async (key, value, replacement) => {
  const { facts } = await failureOf(() => testSettings({ [key]: value }));
  expect(facts.details).toEqual([
    `--set: ${key} is a name of Temporal's own compose files; here it is ${replacement}.`,
  ]);
});
