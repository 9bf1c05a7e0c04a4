import { expect, test } from "vitest";
import { ahead } from "../../src/async/ahead.ts";

/** Tells when each is asked for. */
async function* numbers(told: string[], upTo: number, failsAt?: number): AsyncGenerator<number> {
  try {
    for (let number = 1; number <= upTo; number++) {
      told.push(`asked for ${String(number)}`);
      if (number === failsAt) throw new Error(`no ${String(number)}`);
      yield number;
    }
  } finally {
    told.push("closed");
  }
}

test("the next is asked for before the one before has been dealt with", async () => {
  const told: string[] = [];
  for await (const number of ahead(numbers(told, 3))) told.push(`got ${String(number)}`);
  expect(told).toEqual(["asked for 1", "asked for 2", "got 1", "asked for 3", "got 2", "closed", "got 3"]);
});

test("a failure comes after what came before it, and the source is closed", async () => {
  const told: string[] = [];
  const all = async (): Promise<void> => {
    for await (const number of ahead(numbers(told, 3, 2))) told.push(`got ${String(number)}`);
  };
  await expect(all()).rejects.toThrow("no 2");
  expect(told).toEqual(["asked for 1", "asked for 2", "closed", "got 1"]);
});

test("whoever has enough closes the source", async () => {
  const told: string[] = [];
  for await (const number of ahead(numbers(told, 9))) if (number === 2) break;
  expect(told).toEqual(["asked for 1", "asked for 2", "asked for 3", "closed"]);
});
