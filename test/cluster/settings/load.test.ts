import { describe, expect, test } from "vitest";
import { parseEnvFile } from "../../../src/cluster/settings/env-file.ts";
import { instancePortOffset } from "../../../src/cluster/settings/instance.ts";
import { loadSettings, readSettings, type SettingSources } from "../../../src/cluster/settings/load.ts";
import {
  instanceSetting,
  portSetting,
  secretSetting,
  securitySetting,
  shardsSetting,
} from "../../../src/cluster/settings/setting.ts";
import { failureOf } from "../../support/expect-failure.ts";

const shape = {
  TEMPORAL_INSTANCE: instanceSetting("", "instance"),
  PORT: portSetting("7233", "a port"),
  SHARDS: shardsSetting("4", "a number"),
  PASSWORD: secretSetting("temporal", "a secret"),
  SECURITY: securitySetting("off", "a degree"),
} as const;

function sources(given: {
  flags?: Record<string, string>;
  environment?: Record<string, string>;
  file?: string;
}): SettingSources {
  const { flags = {}, environment = {}, file = "" } = given;
  return { flags, environment, file: { name: "temporal.env", ...parseEnvFile(file, "temporal.env") } };
}

describe("where a value comes from", () => {
  const everywhere = { flags: { PORT: "1" }, environment: { PORT: "2" }, file: "# ports\nPORT=3" };

  test.each([
    ["a flag is stronger than everything", everywhere, 1, "--set"],
    ["the environment is stronger than the file", { ...everywhere, flags: {} }, 2, "environment"],
    ["the file is stronger than the default", { file: everywhere.file }, 3, "temporal.env:2"],
    ["the default is what is left", {}, 7233, "default"],
  ])("%s", (_, given, value, origin) => {
    const loaded = loadSettings(shape, sources(given));
    expect(loaded.values.PORT).toBe(value);
    expect(loaded.origins.PORT).toBe(origin);
  });

  test("variables of the environment that are no settings are ignored", () => {
    expect(loadSettings(shape, sources({ environment: { PATH: "/bin" } })).values).toEqual({
      TEMPORAL_INSTANCE: "",
      PORT: 7233,
      SHARDS: 4,
      PASSWORD: "temporal",
      SECURITY: "off",
    });
  });
});

describe("an instance", () => {
  test("moves the default ports by its offset, and nothing else", () => {
    const { values } = loadSettings(shape, sources({ file: "TEMPORAL_INSTANCE=blue" }));
    expect(values.PORT).toBe(7233 + instancePortOffset("blue"));
    expect(values.SHARDS).toBe(4);
  });

  test.each([
    ["a flag", { flags: { TEMPORAL_INSTANCE: "default" } }],
    ["the environment", { environment: { TEMPORAL_INSTANCE: "default" } }],
    ["the file", { file: "TEMPORAL_INSTANCE=default" }],
  ])("called default by %s is the one without a name", (_, given) => {
    expect(loadSettings(shape, sources(given)).values).toMatchObject({ TEMPORAL_INSTANCE: "", PORT: 7233 });
  });

  test("leaves a port alone that the user gave", () => {
    const { values } = loadSettings(shape, sources({ flags: { TEMPORAL_INSTANCE: "blue" }, file: "PORT=8000" }));
    expect(values.PORT).toBe(8000);
  });
});

describe("problems", () => {
  test("of all sources are reported in one message, each with its place", async () => {
    const given = sources({
      flags: { PORT: "http", NO_SUCH: "1" },
      environment: { SHARDS: "many" },
      file: "TEMPORAL_INSTANCE=Blue\n\nPORTS=1\nPASSWORD=a$b",
    });
    const { facts, exitCode } = await failureOf(() => loadSettings(shape, given));
    expect(facts).toMatchObject({
      code: "SETTINGS_INVALID",
      category: "settings",
      message: "6 settings are not usable; nothing was changed.",
    });
    expect(facts.details).toEqual([
      'temporal.env:1: TEMPORAL_INSTANCE "Blue" must be at most 30 lower-case letters, digits or -, not at an end.',
      "temporal.env:3: PORTS is not a setting of temporal-start. Did you mean PORT?",
      "temporal.env:4: PASSWORD has a $, which Docker Compose would replace; put the value in single quotes.",
      'environment: SHARDS "many" must be a whole number from 1 to 16384.',
      "--set: NO_SUCH is not a setting of temporal-start.",
      '--set: PORT "http" must be a whole number from 1 to 65535.',
    ]);
    expect(exitCode).toBe(2);
  });

  test("never show a secret", async () => {
    const { facts } = await failureOf(() => loadSettings(shape, sources({ flags: { PASSWORD: "hunter two" } })));
    expect(facts.details?.join()).toMatch(/^--set: PASSWORD must not contain spaces/);
    expect(JSON.stringify(facts)).not.toContain("hunter");
  });

  test("of rules over several settings name the origin of the setting they blame", async () => {
    const rule = () => [{ key: "PORT" as const, message: "is too close to the sun." }];
    const { facts } = await failureOf(() => loadSettings(shape, sources({ file: "\nPORT=8000" }), [rule]));
    expect(facts.details).toEqual(["temporal.env:2: PORT is too close to the sun."]);
    expect(facts.message).toBe("1 setting is not usable; nothing was changed.");
  });

  test("of single values leave rules over the others to speak", async () => {
    const rule = ({ PORT, SHARDS }: { readonly PORT?: number; readonly SHARDS?: number }) => [
      { key: "SHARDS" as const, message: `is ${String(SHARDS)} with port ${String(PORT)}.` },
    ];
    const given = sources({ flags: { PORT: "0" }, file: "SHARDS=9" });
    const { facts } = await failureOf(() => loadSettings(shape, given, [rule]));
    expect(facts.details).toEqual([
      "temporal.env:1: SHARDS is 9 with port undefined.",
      '--set: PORT "0" must be from 1 to 65535.',
    ]);
  });

  test("of a line that cannot be read do not let the default stand for it", () => {
    const { values, origins } = readSettings(shape, sources({ file: "PORT=$HTTP" }));
    expect(values).not.toHaveProperty("PORT");
    expect(values).toHaveProperty("SHARDS");
    expect(origins.PORT).toBe("default");
  });
});

test("secrets of every source are known, also those that a stronger one hides", () => {
  const given = { flags: { PASSWORD: "one" }, environment: { PASSWORD: "two" }, file: "PASSWORD=three" };
  expect(readSettings(shape, sources(given)).secrets).toEqual(["one", "two", "three"]);
  expect(readSettings(shape, sources({})).secrets).toEqual([]);
});

test("a key of JavaScript's own objects is no setting", async () => {
  const { facts } = await failureOf(() => loadSettings(shape, sources({ file: "constructor=1\ntoString=2" })));
  expect(facts.details).toEqual([
    "temporal.env:1: constructor is not a setting of temporal-start.",
    "temporal.env:2: toString is not a setting of temporal-start.",
  ]);
});

describe("a password that is kept", () => {
  const withKept = (given: Parameters<typeof sources>[0]) =>
    readSettings(shape, { ...sources(given), kept: () => ({ values: { PASSWORD: "made" }, origin: "kept" }) });

  test.each([
    ["where nobody wrote one down", {}, "made"],
    ["where the default that everybody knows is written down", { file: "PASSWORD=temporal" }, "made"],
    ["but not for another one in the file", { file: "PASSWORD=own" }, "own"],
    ["but not for one of the environment", { environment: { PASSWORD: "own" } }, "own"],
  ])("counts %s", (_, given, value) => {
    expect(withKept(given).values.PASSWORD).toBe(value);
  });

  test("is known as a secret", () => {
    expect(withKept({}).secrets).toEqual(["made"]);
  });
});

describe("a degree of security that is kept", () => {
  const withKept = (given: Parameters<typeof sources>[0]) =>
    readSettings(shape, { ...sources(given), kept: () => ({ values: { SECURITY: "full" }, origin: "kept" }) });

  test.each([
    ["where nobody wrote one down", {}, "full"],
    ["where the file has the line that is shipped", { file: "SECURITY=off" }, "full"],
    ["but not for another one in the file", { file: "SECURITY=tls" }, "tls"],
    ["but not for what is typed", { flags: { SECURITY: "off" } }, "off"],
    ["but not for the environment", { environment: { SECURITY: "off" } }, "off"],
  ])("counts %s", (_, given, value) => {
    expect(withKept(given).values.SECURITY).toBe(value);
  });
});
