import { beforeEach, describe, expect, test } from "vitest";
import type { TemporalStartError } from "../../src/errors.ts";
import { ensureMany } from "../../src/temporal/ensure-many.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { FakeTemporal } from "../support/fake-temporal.ts";

let clock: FakeClock;
let temporal: FakeTemporal;

beforeEach(() => {
  clock = new FakeClock();
  temporal = new FakeTemporal(clock);
});

const wanted = Array.from({ length: 1_000 }, (_, index) => ({ name: `n${String(index)}` }));
const ensure = (onLot?: (done: number) => void) =>
  ensureMany(wanted, { temporal, clock, defaultRetentionSeconds: 604_800, ...(onLot && { onLot }) });

describe("A thousand namespaces", () => {
  test("are all made, and how far it is, is told on the way", async () => {
    const told: number[] = [];
    const outcomes = await ensure((done) => void told.push(done));
    expect(outcomes.map(({ name }) => name)).toEqual(wanted.map(({ name }) => name));
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
    expect(told).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  test("are all made where the server is lost in the middle, and comes back", async () => {
    let awayUntilMs = 0;
    temporal.isUp = () => clock.now() >= awayUntilMs;
    temporal.beforeRegistration = () => {
      if (awayUntilMs === 0 && temporal.registered.size === 750) awayUntilMs = clock.now() + 30_000;
    };
    const outcomes = await ensure();
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
    expect(temporal.registered.size).toBe(1_000);
  });

  test("have each an outcome where it does not come back", async () => {
    temporal.isUp = () => temporal.registered.size < 750;
    const startedMs = clock.now();
    const outcomes = await ensure();
    expect(outcomes).toHaveLength(1_000);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(700);
    const codes = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.facts.code]));
    expect(new Set(codes)).toEqual(new Set(["TEMPORAL_UNREACHABLE"]));
    expect(clock.now() - startedMs).toBeLessThan(120_000);
  });

  test("end at once where no server answers", async () => {
    temporal.isUp = () => false;
    const startedMs = clock.now();
    const failure = (await ensure().catch((error: unknown) => error)) as TemporalStartError;
    expect(failure.facts.code).toBe("TEMPORAL_UNREACHABLE");
    expect(clock.now()).toBe(startedMs);
  });
});
