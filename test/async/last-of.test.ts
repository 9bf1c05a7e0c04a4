import { expect, test } from "vitest";
import { lastOf } from "../../src/async/last-of.ts";

async function foundOf(numbers: number, batchSize: number, count: number): Promise<readonly number[]> {
  async function* batches(): AsyncGenerator<readonly number[]> {
    for (let first = 0; first < numbers; first += batchSize)
      yield Array.from({ length: Math.min(batchSize, numbers - first) }, (_, index) => first + index);
  }
  const found: number[] = [];
  for await (const batch of lastOf(batches(), count)) {
    expect(batch).not.toEqual([]);
    found.push(...batch);
  }
  return found;
}

test.each([
  [10, 3, [7, 8, 9]],
  [10, 1, [9]],
  [10, 0, []],
  [2, 5, [0, 1]],
  [0, 5, []],
  [10, 10, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
])("of %i lines the last %i are found, in batches of any size", async (numbers, count, expected) => {
  for (const batchSize of [1, 2, 3, 100]) expect(await foundOf(numbers, batchSize, count)).toEqual(expected);
});
