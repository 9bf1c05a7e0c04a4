import { expect, test } from "vitest";
import { BenchError } from "../../bench/harness/bench-error.ts";
import { interleave } from "../../bench/measure/interleave.ts";

const { signal } = new AbortController();

test("sides take turns, and each has its samples", async () => {
  const taken: string[] = [];
  const side = (name: string) => async () => taken.push(name);
  expect(await interleave(2, { ours: side("ours"), reference: side("reference") }, signal)).toEqual({
    ours: [1, 3],
    reference: [2, 4],
  });
  expect(taken).toEqual(["ours", "reference", "ours", "reference"]);
});

test("a measurement that cannot be taken is told with its side and round; a bug stays what it is", async () => {
  let round = 0;
  const failing = (error: Error) => async () => {
    round += 1;
    if (round % 2 === 0) throw error;
  };
  await expect(interleave(3, { reference: failing(new BenchError("no answer")) }, signal)).rejects.toThrow(
    "reference, round 2: no answer",
  );
  await expect(interleave(3, { reference: failing(new TypeError("x is no function")) }, signal)).rejects.toThrow(
    new TypeError("x is no function"),
  );
});
