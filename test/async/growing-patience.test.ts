import { beforeEach, expect, test } from "vitest";
import { growingPatience, type Patience } from "../../src/async/growing-patience.ts";
import { FakeClock } from "../support/fake-clock.ts";

let clock: FakeClock;
let patience: Patience;

beforeEach(() => {
  clock = new FakeClock();
  patience = growingPatience(clock);
});

/** Makes a call that would take so long, and tells how much time it was given. */
const call = (takesMs: number, leftMs?: number): Promise<number> =>
  patience(async (timeoutMs) => {
    await clock.sleep(Math.min(takesMs, timeoutMs));
    return timeoutMs;
  }, leftMs);

test("a call that uses up its time leaves twice as much to the next, up to a limit", async () => {
  const given: number[] = [];
  for (let count = 0; count < 8; count += 1) given.push(await call(60_000));
  expect(given).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test("an answer that comes in time changes nothing, whatever it says", async () => {
  for (let count = 0; count < 20; count += 1) await call(100);
  expect(await call(60_000)).toBe(250);
});

test("a refusal in time changes nothing", async () => {
  await expect(patience(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  expect(await call(0)).toBe(250);
});

test("calls that are late together count once", async () => {
  await Promise.all([call(60_000), call(60_000), call(60_000)]);
  expect(await call(0)).toBe(500);
});

test("no call gets more than is left, and none less than the first", async () => {
  for (let count = 0; count < 5; count += 1) await call(60_000);
  expect([await call(0, 3_000), await call(0, 3), await call(0, -5)]).toEqual([3_000, 250, 250]);
});
