import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Compose } from "../../../src/backends/compose/compose-cli.ts";
import { rememberHashes } from "../../../src/backends/compose/remembered-hashes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let file: string;
let asked: number;
let hashes: Record<string, string>;
let inputs: string[];

const compose: Compose = {
  changedByOverlay: async () => [],
  run: async () => ({ exitCode: 0, stdout: "", stderr: "" }),
  configHashes: async () => {
    asked += 1;
    return { ...hashes };
  },
};
const ask = (worn: Record<string, string>) =>
  rememberHashes(compose, { file, inputs: () => inputs }).configHashes(worn);

beforeEach(async () => {
  file = join(await temporaryFolder(), "state", "hashes.json");
  asked = 0;
  hashes = { "temporal-web": "abc" };
  inputs = ["services: {}", "PORT=1"];
});

describe("hashes of the configuration", () => {
  test("are asked for once as long as nothing changes", async () => {
    expect(await ask({ "temporal-web": "abc" })).toEqual(hashes);
    expect(await ask({ "temporal-web": "abc" })).toEqual(hashes);
    expect(asked).toBe(1);
  });

  test.each([
    ["a value is another", ["services: {}", "PORT=2"]],
    ["the compose file is another", ["services: { web: {} }", "PORT=1"]],
  ])("are asked for again when %s", async (_, changed) => {
    await ask({});
    inputs = changed;
    hashes = { "temporal-web": "def" };
    expect(await ask({})).toEqual({ "temporal-web": "def" });
  });

  test("are asked for again when a container wears another one", async () => {
    await ask({ "temporal-web": "abc" });
    hashes = { "temporal-web": "def" };
    expect(await ask({ "temporal-web": "other" })).toEqual({ "temporal-web": "def" });
    expect(asked).toBe(2);
  });

  test.each(["", "{", "null", "[]", '{"fingerprint":1}'])(
    "are asked for again when the memory holds %j",
    async (text) => {
      await ask({});
      await writeFile(file, text);
      expect(await ask({})).toEqual(hashes);
      expect(asked).toBe(2);
    },
  );

  test("are kept for this user alone, without the values", async () => {
    await ask({});
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, "utf8")).not.toContain("PORT");
  });

  test("come as well where nothing can be kept", async () => {
    await writeFile(join(file, "..", "..", "state"), "a file where the folder should be");
    expect(await ask({})).toEqual(hashes);
    expect(await ask({})).toEqual(hashes);
    expect(asked).toBe(2);
  });
});
