import { expect, test } from "vitest";
import type { Operation, Point } from "../../src/interfaces/operation.ts";
import type { Probe, ProbeOutcome, ProbeSpec } from "../../src/probes/probe.ts";
import { isJobDone } from "../../src/ready/is-job-done.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { testSettings } from "../support/settings.ts";

const { values, topology } = testSettings();
const job = { unit: "temporal-schema", name: "temporal-schema", container: "temporal-schema" };
const run: Operation = { kind: "run", id: "run temporal-schema", edges: [], milestones: [], unlessDone: true, ...job };
const milestone = "postgres: databases are ready";

type Answers = Readonly<Record<string, ProbeOutcome>>;

const well = (facts: Readonly<Record<string, string>>): ProbeOutcome => ({ ok: true, summary: "", facts });
const fault = (name: "starting" | "missing-index" | "missing-database" | "wrong-password"): ProbeOutcome => {
  return { ok: false, fault: name, message: name };
};
const whole = { recordsOf: "7.1", records: "whole" };
const all: Answers = {
  temporal: well({ version: "15.4", database: "7.1" }),
  "schema temporal": well({ version: "1.10", tables: "yes", server: "1.22.0" }),
  "schema temporal_visibility": well({ version: "1.3", tables: "yes" }),
  elasticsearch: well({ recordsOf: "7.1", records: "whole", blocks: "none" }),
};
const nameOf = (spec: ProbeSpec): string => {
  if (spec.kind === "schema") return `schema ${spec.database}`;
  return spec.kind === "postgresql" ? spec.database : spec.kind;
};

/** What comes of it, and the points that were told. */
async function ask(answers: Answers, operation: Operation = run, before: readonly ProbeOutcome[] = []) {
  const clock = new FakeClock();
  const left = [...before];
  const probe: Probe = Object.assign(
    async (spec: ProbeSpec) => ({ ...(left.shift() ?? answers[nameOf(spec)] ?? fault("starting")), latencyMs: 1 }),
    { prepare: async () => undefined },
  );
  const points: Point[] = [];
  const question = { settings: values, topology, probe, clock, signal: new AbortController().signal };
  const isDone = await isJobDone(operation, (point) => points.push(point), question);
  return { isDone, points };
}

test("a job whose stores have all has nothing to do, and its milestone is told", async () => {
  expect(await ask(all)).toEqual({ isDone: true, points: [{ milestone }] });
});

test("stores that are still starting are asked until they answer", async () => {
  expect((await ask(all, run, [fault("starting"), fault("starting"), fault("starting")])).isDone).toBe(true);
});

test.each([
  ["the index is not there", { elasticsearch: fault("missing-index") }],
  ["the index lists not all records", { elasticsearch: well({ recordsOf: "7.1", records: "partial" }) }],
  ["the index was made by somebody else", { elasticsearch: well({}) }],
  [
    "the index belongs to another database",
    { elasticsearch: well({ recordsOf: "8.2", records: "whole", blocks: "none" }) },
  ],
  ["the index takes no records", { elasticsearch: well({ ...whole, blocks: "index.blocks.write" }) }],
])("where %s it runs, and the server is not held up", async (_, changed) => {
  expect(await ask({ ...all, ...changed })).toEqual({ isDone: false, points: [{ milestone }] });
});

test.each([
  ["a database is not there", { "schema temporal_visibility": fault("missing-database") }],
  ["a schema is older", { "schema temporal": well({ version: "1.9", tables: "yes" }) }],
  ["a schema was not finished", { "schema temporal": well({ version: "1.10", tables: "no" }) }],
  ["the password is refused", { temporal: fault("wrong-password") }],
])("where %s it runs before the server starts", async (_, changed) => {
  expect(await ask({ ...all, ...changed })).toEqual({ isDone: false, points: [] });
});

test("a job that has to run is not asked about", async () => {
  const { unlessDone: _, ...always } = run;
  expect(await ask(all, always)).toEqual({ isDone: false, points: [] });
});
