import { expect, test } from "vitest";
import { isSchemaMissing } from "../../src/observe/observe-schema.ts";
import type { Probe, ProbeSpec } from "../../src/probes/probe.ts";
import { containerOf } from "../support/containers.ts";
import { withExternalPostgres } from "../support/invented-services.ts";
import { testSettings, testTopology } from "../support/settings.ts";

const { values } = testSettings();

/** PostgreSQL answers that the database is not there. */
const withoutDatabase: Probe = Object.assign(
  async (spec: ProbeSpec) =>
    spec.kind === "postgresql"
      ? ({ ok: false, fault: "missing-database", message: "not there", latencyMs: 1 } as const)
      : ({ ok: true, summary: "", facts: {}, latencyMs: 1 } as const),
  { prepare: async () => undefined },
);

test.each([
  ["that is somewhere else", withExternalPostgres, [], true],
  ["that runs", testTopology(), [containerOf("temporal-postgres")], true],
  ["that is stopped", testTopology(), [containerOf("temporal-postgres", { state: "exited" })], false],
] as const)("a store %s is asked for what the schema job makes", async (_, topology, found, isMissing) => {
  const containers = new Map(found.map((container) => ["temporal-postgres", container]));
  expect(await isSchemaMissing({ containers }, topology, values, withoutDatabase)).toBe(isMissing);
});
