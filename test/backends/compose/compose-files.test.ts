import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { composeFiles } from "../../../src/backends/compose/compose-files.ts";
import { withAddon, withExternalPostgres, withThreeServers } from "../../support/invented-services.ts";
import { testTopology } from "../../support/settings.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  const names = ["dashboards", "server-2", "server-3", "server-4"].map((name) => `temporal-${name}.yml`);
  const all = ["compose.yml", "notes.txt", "without-temporal-postgres.yml", ...names];
  await Promise.all(all.map((name) => writeFile(join(folder, name), "services: {}\n")));
});

test.each([
  ["every cluster", testTopology(), ["compose.yml"]],
  ["a cluster with an add-on", withAddon, ["compose.yml", "temporal-dashboards.yml"]],
  ["three servers", withThreeServers, ["compose.yml", "temporal-server-2.yml", "temporal-server-3.yml"]],
  ["a store that is somewhere else", withExternalPostgres, ["compose.yml", "without-temporal-postgres.yml"]],
])("%s is made of just its own files", (_, topology, files) => {
  expect(composeFiles(folder, topology)).toEqual(files);
});
