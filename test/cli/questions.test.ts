import { expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { runInProcess } from "../support/in-process.ts";
import { environmentFor } from "../support/served-environment.ts";

test.each([
  ["a person at a terminal is asked", { isTerminal: true, answer: "no" }, {}, true],
  ["nobody is asked whose stdin is no terminal", { isTerminal: true }, {}, false],
  ["nobody is asked whose stdout is no terminal", { answer: "no" }, {}, false],
  ["nobody is asked in CI, although it has a terminal", { isTerminal: true, answer: "no" }, { CI: "true" }, false],
])("%s", async (_, situation, variables, isAsked) => {
  const environment = { ...(await environmentFor(FakeCluster.running())), ...variables };
  const { exitCode, stderr } = await runInProcess(["reset"], { ...situation, environment });
  expect(exitCode).toBe(5);
  expect(stderr.includes("Type default to go on:")).toBe(isAsked);
});
