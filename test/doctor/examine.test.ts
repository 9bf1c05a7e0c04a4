import { expect, test } from "vitest";
import { type Check, ok, type World } from "../../src/doctor/check.ts";
import { examine } from "../../src/doctor/examine.ts";
import { TemporalStartError } from "../../src/errors.ts";
import { FakeClock } from "../support/fake-clock.ts";

const check = (changes: Partial<Check>): Check => ({
  id: "one",
  group: "machine",
  title: "one",
  needs: [],
  starts: "every",
  look: async () => [ok("well")],
  ...changes,
});
const clock = new FakeClock();
/** Only what `examine` itself asks. */
const world = {
  clock,
  settings: async () => ({}),
  engineInfo: () => Promise.reject(new Error("no engine")),
} as unknown as World;
const rows = async (...checks: Check[]) =>
  (await examine(checks, world)).map(({ state, seen, todo, blockedBy }) => ({ state, seen, todo, blockedBy }));

test("a check that throws is its own failure, and the others go on", async () => {
  const thrown = check({ look: () => Promise.reject(new TypeError("x is not a function")) });
  expect(await rows(thrown, check({}))).toEqual([
    { state: "failure", seen: "x is not a function", todo: null, blockedBy: null },
    { state: "ok", seen: "well", todo: null, blockedBy: null },
  ]);
});

test("an expected failure brings its own advice", async () => {
  const error = new TemporalStartError({ code: "X", category: "engine", message: "It refused.", hint: "Ask again." });
  expect(await rows(check({ look: () => Promise.reject(error) }))).toEqual([
    { state: "failure", seen: "It refused.", todo: "Ask again.", blockedBy: null },
  ]);
});

test("a check that never ends is given up within two seconds", async () => {
  const startedMs = clock.now();
  expect(await rows(check({ look: () => new Promise(() => undefined) }))).toEqual([
    {
      state: "warning",
      seen: "not known: no answer within 1.5 s",
      todo: "temporal-start doctor, when the machine is less busy",
      blockedBy: null,
    },
  ]);
  expect(clock.now() - startedMs).toBeLessThan(2_000);
});

test("what needs an engine that does not answer is not looked at", async () => {
  const needy = check({ needs: ["settings", "engine"], look: () => Promise.reject(new Error("looked at")) });
  expect(await rows(needy)).toEqual([
    { state: "warning", seen: "not checked, because the engine does not answer", todo: null, blockedBy: "engine" },
  ]);
});
