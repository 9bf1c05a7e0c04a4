import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadCommandSettings } from "../../src/cli/load-command-settings.ts";
import { forgetKept, keepValues, readKept } from "../../src/host/kept-values.ts";
import { stateFolder } from "../../src/host/state-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("ports are kept beside earlier ones, for nobody else to read", async () => {
  const folder = join(await temporaryFolder(), "blue");
  expect(readKept(folder)).toEqual({});
  keepValues(folder, { TEMPORAL_WEB_PORT: 8090, TEMPORAL_SERVER_PORT: 7300 });
  keepValues(folder, { TEMPORAL_WEB_PORT: 8091 });
  expect(readKept(folder)).toEqual({ TEMPORAL_WEB_PORT: 8091, TEMPORAL_SERVER_PORT: 7300 });
  expect(await readdir(folder)).toEqual(["kept.json"]);
  expect((await stat(join(folder, "kept.json"))).mode & 0o777).toBe(0o600);
  forgetKept(folder);
  expect(readKept(folder)).toEqual({});
  forgetKept(folder);
});

test.each(["", "{", "null", "[1]", '{"TEMPORAL_WEB_PORT":"8090"}', '{"TEMPORAL_WEB_PORT":1.5}'])(
  "a file that holds %j keeps no port",
  async (text) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "kept.json"), text);
    expect(readKept(folder).TEMPORAL_WEB_PORT).toBeUndefined();
  },
);

test("a kept port is stronger than the default, weaker than what is written, and of its instance only", async () => {
  const home = await temporaryFolder();
  const settingsOf = (...set: readonly string[]) =>
    loadCommandSettings({
      globals: { set, json: false },
      environment: {},
      currentFolder: home,
      packageFolder: home,
      home,
    });
  keepValues(stateFolder({}, home, "blue"), { TEMPORAL_WEB_PORT: 9001 });
  const blue = settingsOf("TEMPORAL_INSTANCE=blue");
  expect(blue.values.TEMPORAL_WEB_PORT).toBe(9001);
  expect(blue.origins.TEMPORAL_WEB_PORT).toBe("kept for this instance");
  expect(settingsOf("TEMPORAL_INSTANCE=blue", "TEMPORAL_WEB_PORT=9002").values.TEMPORAL_WEB_PORT).toBe(9002);
  expect(settingsOf().values.TEMPORAL_WEB_PORT).toBe(8088);
});
