import { expect, test } from "vitest";
import { upperBound } from "../../bench/soak/upper-bound.ts";

test.each([
  [0, 0, 1],
  [0, 50, 0.06],
  [0, 2, 1],
  // From tables of the exact bound.
  [1, 10, 0.3942],
  [1, 50, 0.0914],
  [3, 50, 0.1478],
  [50, 50, 1],
])("after %i failures in %i runs the rate is at most %f", (failures, runs, bound) => {
  expect(upperBound(failures, runs)).toBeCloseTo(bound, 3);
});
