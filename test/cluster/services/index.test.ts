import { describe, expect, test } from "vitest";
import { services, settingsShape } from "../../../src/cluster/services/index.ts";
import { testSettings } from "../../support/settings.ts";

test("no setting is declared twice", () => {
  const declared = services.flatMap(({ settings }) => Object.keys(settings));
  expect(new Set(declared).size).toBe(declared.length);
});

test.each(services.map((service) => [service.name, service] as const))(
  "%s refers to settings that exist",
  (_, service) => {
    const used = [service.image.setting, ...service.ports.map(({ setting }) => setting)];
    expect(used.filter((key) => !Object.hasOwn(settingsShape, key))).toEqual([]);
  },
);

describe("probes ask where the settings say", () => {
  const { values } = testSettings({
    POSTGRES_PORT: "1001",
    POSTGRES_USER: "alice",
    POSTGRES_PASSWORD: "secret",
    POSTGRES_DB: "main",
    ELASTICSEARCH_PORT: "1002",
    TEMPORAL_VISIBILITY_INDEX: "temporal_visibility_v1_x",
    TEMPORAL_SERVER_PORT: "1003",
    TEMPORAL_NAMESPACE: "ours",
    TEMPORAL_WEB_PORT: "1004",
  });

  test.each([
    [
      "temporal-postgres",
      { kind: "postgresql", host: "10.0.0.1", port: 1001, user: "alice", password: "secret", database: "main" },
    ],
    [
      "temporal-elasticsearch",
      { kind: "elasticsearch", url: "http://10.0.0.1:1002", index: "temporal_visibility_v1_x" },
    ],
    ["temporal-server", { kind: "temporal", address: "10.0.0.1:1003", namespace: "ours" }],
    ["temporal-web", { kind: "web", url: "http://10.0.0.1:1004" }],
    ["temporal-cli", undefined],
    ["temporal-schema", undefined],
  ] as const)("%s", (name, spec) => {
    expect(services.find((service) => service.name === name)?.probe?.(values, "10.0.0.1")).toEqual(spec);
  });
});
