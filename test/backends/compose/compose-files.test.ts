import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { composeFiles } from "../../../src/backends/compose/compose-files.ts";
import { withAddon, withExternalPostgres, withThreeServers } from "../../support/invented-services.ts";
import { testTopology, testUnitNames } from "../../support/settings.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  const write = (file: string, names: readonly string[]) =>
    writeFile(join(folder, file), ["services:", ...names.map((name) => `  ${name}:`), ""].join("\n"));
  const own = ["dashboards", "server-2", "server-3", "server-4"].map((name) => `temporal-${name}`);
  await Promise.all([
    write("compose.yml", testUnitNames),
    write("without-temporal-postgres.yml", ["temporal-postgres"]),
    writeFile(join(folder, "notes.txt"), ""),
    ...own.map((name) => write(`${name}.yml`, [name])),
  ]);
});

test.each([
  ["every cluster", testTopology(), ["compose.yml"]],
  ["a cluster with an add-on", withAddon, ["compose.yml", "temporal-dashboards.yml"]],
  ["three servers", withThreeServers, ["compose.yml", "temporal-server-2.yml", "temporal-server-3.yml"]],
  ["a store that is somewhere else", withExternalPostgres, ["compose.yml", "without-temporal-postgres.yml"]],
])("%s is made of just its own files", (_, topology, files) => {
  expect(composeFiles(folder, topology)).toEqual(files);
});

test("a unit that is in none of them is no unit that could be made", async () => {
  await rm(join(folder, "temporal-server-3.yml"));
  expect(() => composeFiles(folder, withThreeServers)).toThrow("has temporal-server-3.");
});
