import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsShape } from "../../src/cluster/services/index.ts";
import { settingRules } from "../../src/cluster/setting-rules.ts";
import { parseEnvFile } from "../../src/cluster/settings/env-file.ts";
import { loadSettings } from "../../src/cluster/settings/load.ts";
import { projectFolder } from "../support/in-process.ts";

const text = await readFile(join(projectFolder, "temporal.env"), "utf8");
const withoutComments = parseEnvFile(text.replaceAll(/^#(?=[A-Z_]+=)/gm, ""), "temporal.env");
const asItIs = parseEnvFile(text, "temporal.env");

test("every line can be read", () => {
  expect(asItIs.problems).toEqual([]);
  expect(withoutComments.problems).toEqual([]);
});

test("it mentions every setting once, and nothing else", () => {
  expect(withoutComments.entries.map(({ key }) => key).toSorted()).toEqual(Object.keys(settingsShape).toSorted());
});

test.each(Object.entries(settingsShape))("%s stands there with its default", (key, { defaultValue }) => {
  expect(withoutComments.entries.find((entry) => entry.key === key)?.value).toBe(defaultValue);
});

test("the settings of the contract are written out", () => {
  expect(Object.fromEntries(asItIs.entries.map(({ key, value }) => [key, value]))).toEqual({
    POSTGRES_DB: "temporal",
    POSTGRES_USER: "temporal",
    POSTGRES_PASSWORD: "temporal",
    TEMPORAL_ADDRESS: "temporal-server:7233",
    TEMPORAL_NAMESPACE: "default",
    TEMPORAL_CORS_ORIGINS: "http://localhost:3000,https://lovable.dev",
  });
});

test("it is accepted as it is, and with every comment sign removed", () => {
  const load = (file: typeof asItIs) =>
    loadSettings(settingsShape, { flags: {}, environment: {}, file: { name: "temporal.env", ...file } }, settingRules);
  expect(load(asItIs).values).toEqual(load(withoutComments).values);
});

test("it has Unix line ends and ends with one", () => {
  expect(text).not.toContain("\r");
  expect(text.endsWith("\n")).toBe(true);
});
