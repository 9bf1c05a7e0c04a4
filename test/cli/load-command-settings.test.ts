import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadCommandSettings } from "../../src/cli/load-command-settings.ts";
import { failureOf } from "../support/expect-failure.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const settingsOf = async (globals: { readonly set?: readonly string[]; readonly instance?: string }) => {
  const folder = await temporaryFolder();
  const places = { environment: {}, currentFolder: folder, packageFolder: folder, home: folder };
  return loadCommandSettings({ globals: { set: [], json: false, ...globals }, ...places });
};

test.each([
  ["127.0.0.1", "127.0.0.1"],
  ["0.0.0.0", "127.0.0.1"],
  ["192.168.1.5", "192.168.1.5"],
  ["::1", "[::1]"],
])("ports that are published on %s are asked at %s", async (address, host) => {
  expect((await settingsOf({ set: [`TEMPORAL_BIND_ADDRESS=${address}`] })).host).toBe(host);
});

test.each([
  ["--instance", { instance: "default" }],
  ["--set", { set: ["TEMPORAL_INSTANCE=default"] }],
])("%s default is the cluster without a name", async (_, globals) => {
  expect((await settingsOf(globals)).values).toMatchObject({ TEMPORAL_INSTANCE: "", TEMPORAL_SERVER_PORT: 7233 });
});

test("a compose file that is named and not there is a problem of its line", async () => {
  const currentFolder = await temporaryFolder();
  await writeFile(join(currentFolder, "temporal.env"), "\nTEMPORAL_COMPOSE_OVERRIDE=mine.yml\n");
  const globals = { set: [], json: false };
  const places = { globals, environment: {}, currentFolder, packageFolder: "/nowhere", home: "/nowhere" };
  const { facts } = await failureOf(() => loadCommandSettings(places));
  expect(facts.details).toEqual([
    `temporal.env:2: TEMPORAL_COMPOSE_OVERRIDE names ${join(currentFolder, "mine.yml")}, and no such file is to be found; a relative path starts in the folder of the settings file.`,
  ]);
  await writeFile(join(currentFolder, "mine.yml"), "");
  expect(loadCommandSettings(places).overlay).toBe(join(currentFolder, "mine.yml"));
  // Of a second cluster beside the one that it is written for.
  expect(loadCommandSettings({ ...places, hasOverlay: false }).overlay).toBeUndefined();
});
