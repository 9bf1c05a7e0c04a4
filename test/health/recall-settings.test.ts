import { expect, test } from "vitest";
import { type Settings, services, settingsShape } from "../../src/cluster/services/index.ts";
import { recallSettings } from "../../src/health/recall-settings.ts";
import { containerOf } from "../support/containers.ts";
import { testSettings, testUnit } from "../support/settings.ts";

const inspected = (name: string, environment: Readonly<Record<string, string>>, file?: string) => {
  const container = containerOf(name, file === undefined ? {} : { marks: { settingsFile: file } });
  return { unit: testUnit(name), container, details: { restartCount: 0, outOfMemory: false, environment } };
};

const recall = (values: Settings, file: string, ...all: readonly ReturnType<typeof inspected>[]) =>
  recallSettings(all, { values, file });

const other = { POSTGRES_PASSWORD: "secret-of-blue", POSTGRES_USER: "temporal" };

test("a cluster is asked with the settings that made it, and that is said with the file they come from", () => {
  const { values, notices } = recall(
    testSettings({ POSTGRES_PASSWORD: "secret-of-red" }).values,
    "/red/temporal.env",
    inspected("temporal-postgres", other, "/blue/temporal.env"),
    inspected("temporal-cli", { TEMPORAL_NAMESPACE: "orders" }, "/blue/temporal.env"),
  );
  expect(values).toMatchObject({ POSTGRES_PASSWORD: "secret-of-blue", TEMPORAL_NAMESPACE: "orders" });
  expect(notices).toMatchObject([{ id: "OTHER_SETTINGS", level: "warning" }]);
  expect(notices[0]?.message).toContain("/blue/temporal.env");
  expect(notices[0]?.message).toContain("differs in POSTGRES_PASSWORD, TEMPORAL_NAMESPACE.");
  expect(JSON.stringify(notices)).not.toContain("secret");
});

test("a settings file that was edited since is told as such", () => {
  const { notices } = recall(
    testSettings().values,
    "/red/temporal.env",
    inspected("temporal-postgres", other, "/red/temporal.env"),
  );
  expect(notices[0]?.message).toMatch(/^The cluster was made with other values of POSTGRES_PASSWORD /);
});

test("equal settings are nothing to tell, whatever file they come from", () => {
  const { values } = testSettings();
  const same = { POSTGRES_PASSWORD: values.POSTGRES_PASSWORD, POSTGRES_DB: values.POSTGRES_DB };
  const found = recall(values, "/red/temporal.env", inspected("temporal-postgres", same, "/blue/temporal.env"));
  expect(found).toEqual({ values, notices: [] });
});

test("every setting that a service remembers exists", () => {
  const remembered = services.flatMap(({ remembers = {} }) => Object.keys(remembers));
  expect(remembered.filter((name) => !(name in settingsShape))).toEqual([]);
  expect(remembered).toContain("POSTGRES_PASSWORD");
});

test("what was typed with the command counts, whatever the container was made with", () => {
  const { values, notices } = recallSettings(
    [inspected("temporal-postgres", { POSTGRES_PASSWORD: "made-with" }, "/blue/temporal.env")],
    {
      values: testSettings({ POSTGRES_PASSWORD: "typed" }).values,
      origins: { POSTGRES_PASSWORD: "--set" },
      file: "/blue/temporal.env",
    },
  );
  expect(values.POSTGRES_PASSWORD).toBe("typed");
  expect(notices).toEqual([]);
});
