import { expect, test } from "vitest";
import { growingPatience } from "../../src/stack/growing-patience.ts";

test("a call that is made again gets twice the time, up to a limit", () => {
  const patience = growingPatience();
  expect(Array.from({ length: 8 }, patience)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test("each wait begins with little", () => {
  growingPatience()();
  expect(growingPatience()()).toBe(250);
});
