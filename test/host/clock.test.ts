import { expect, test } from "vitest";
import { systemClock } from "../../src/host/clock.ts";

test("the clock goes on while it sleeps", async () => {
  const startedMs = systemClock.now();
  await systemClock.sleep(5);
  expect(systemClock.now()).toBeGreaterThan(startedMs);
});

test("a sleep ends when it is interrupted", async () => {
  const interruption = new AbortController();
  const sleeping = systemClock.sleep(600_000, interruption.signal);
  interruption.abort();
  await expect(sleeping).rejects.toMatchObject({ name: "AbortError" });
});
