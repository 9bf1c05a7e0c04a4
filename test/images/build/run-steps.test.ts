import { expect, test } from "vitest";
import { base } from "../../../src/images/base.ts";
import { runSteps } from "../../../src/images/build/run-steps.ts";
import type { BuildStep } from "../../../src/images/plan/build-plan.ts";

const step = (id: string, after: readonly string[] = [], heavy = false): BuildStep => ({
  id,
  image: id,
  title: id,
  heavy,
  after,
  task: { type: "bootstrap", recipe: base, hash: "" },
});
const limits = { heavy: 2, all: 4 };
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

test("a step starts when those before it are done", async () => {
  const log: string[] = [];
  await runSteps([step("a"), step("b", ["a"]), step("c", ["a", "b"])], limits, async ({ id }) => {
    log.push(`${id} starts`);
    await turn();
    log.push(`${id} ends`);
  });
  expect(log).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"]);
});

test("no more heavy steps run side by side than allowed, light ones go past them", async () => {
  let heavy = 0;
  let most = 0;
  const finished: string[] = [];
  const steps = [step("h1", [], true), step("h2", [], true), step("h3", [], true), step("light")];
  await runSteps(steps, limits, async (current) => {
    if (current.heavy) most = Math.max(most, ++heavy);
    for (let count = 0; count < (current.heavy ? 3 : 1); count++) await turn();
    if (current.heavy) heavy--;
    finished.push(current.id);
  });
  expect(most).toBe(2);
  expect(finished[0]).toBe("light");
});

test("after a failure nothing more starts, what runs is told to end, and the first failure is thrown", async () => {
  const started: string[] = [];
  let ended = false;
  const running = runSteps([step("bad"), step("slow"), step("next", ["bad"])], limits, async ({ id }, signal) => {
    started.push(id);
    if (id === "bad") throw new Error("no such package");
    await new Promise((resolve) => {
      signal.addEventListener("abort", resolve);
    });
    ended = true;
    throw new Error("the second failure");
  });
  await expect(running).rejects.toThrow("no such package");
  expect(started).toEqual(["bad", "slow"]);
  expect(ended).toBe(true);
});

test("an abort from outside ends the build with its reason", async () => {
  const controller = new AbortController();
  const running = runSteps(
    [step("a"), step("b", ["a"])],
    limits,
    () => {
      controller.abort(new Error("interrupted"));
      return Promise.resolve();
    },
    controller.signal,
  );
  await expect(running).rejects.toThrow("interrupted");
});
