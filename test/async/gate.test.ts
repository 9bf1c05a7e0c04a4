import { expect, test } from "vitest";
import { createGate } from "../../src/async/gate.ts";

/** A task that runs until it is told to end. */
function heldTask(): {
  readonly run: () => Promise<string>;
  readonly started: () => boolean;
  readonly end: () => void;
} {
  let isStarted = false;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    run: async () => {
      isStarted = true;
      await ended;
      return "done";
    },
    started: () => isStarted,
    end: () => {
      end();
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("as many tasks run at once as it lets in, the next when one ends", async () => {
  const gate = createGate(2);
  const tasks = [heldTask(), heldTask(), heldTask()];
  const results = tasks.map(({ run }) => gate(run));
  await settle();
  expect(tasks.map(({ started }) => started())).toEqual([true, true, false]);
  tasks[1]?.end();
  expect(await results[1]).toBe("done");
  await settle();
  expect(tasks.map(({ started }) => started())).toEqual([true, true, true]);
  for (const { end } of tasks) end();
  expect(await Promise.all(results)).toEqual(["done", "done", "done"]);
});

test("a task that fails makes room as well", async () => {
  const gate = createGate(1);
  await expect(gate(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await gate(async () => 1)).toBe(1);
});
