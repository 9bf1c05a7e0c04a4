import { expect, test } from "vitest";
import { memoryBytes } from "../../../src/cluster/settings/memory.ts";

test.each([
  ["512m", 536_870_912],
  ["1g", 1_073_741_824],
  ["64m", 67_108_864],
])("%s is %i bytes", (size, bytes) => {
  expect(memoryBytes(size)).toBe(bytes);
});
