import { expect, test, vi } from "vitest";
import { nodeProblem } from "../../scripts/lib/node-version.mjs";
import { StepError } from "../../scripts/lib/step-error.mjs";
import { createSteps } from "../../scripts/lib/steps.mjs";
import { tailOf } from "../../scripts/lib/tail.mjs";
import { tellFailure } from "../../scripts/lib/tell-failure.mjs";

function recorder() {
  const written = [];
  const logged = [];
  const stream = { write: (text) => written.push(text) };
  // Each runner listens for signals; the process that runs the tests must not.
  vi.spyOn(process, "on").mockReturnValue(process);
  const steps = createSteps({ log: { write: (text) => logged.push(text) }, stream });
  vi.restoreAllMocks();
  return { steps, stream, shown: () => written.join(""), logged: () => logged.join("") };
}

const node = (code) => [process.execPath, "-e", code];

test("a step prints one line with its note and seconds, and its output goes to the log", async () => {
  const { steps, shown, logged } = recorder();
  await steps.run("Build", async (step) => {
    await step.child(node("console.log('to the log')"));
    return "compiled";
  });
  expect(shown()).toMatch(/^ {2}✓ Build +\d+\.\d s {2}compiled\n$/);
  expect(logged()).toMatch(/^\n\[Build\] \$ .*\nto the log\n$/s);
});

test("a program that fails fails its step with its last lines", async () => {
  const { steps, shown } = recorder();
  const work = (step) => step.child(node("console.error('the cause'); process.exitCode = 3"));
  const failure = await steps.run("Build", work).catch((error) => error);
  expect(failure).toBeInstanceOf(StepError);
  expect(failure).toMatchObject({ step: "Build", message: "it ended with exit code 3", lines: ["the cause"] });
  expect(shown()).toMatch(/✗ Build/);
});

test("a program that is not there fails its step with the reason", async () => {
  const { steps } = recorder();
  const failure = await steps.run("Build", (step) => step.child(["/no/such/program"])).catch((error) => error);
  expect(failure.lines.join("\n")).toMatch(/ENOENT/);
});

test("a failure tells the step, the lines and what to do", () => {
  const { stream, shown } = recorder();
  tellFailure({ step: "Images", message: "no answer", lines: ["first", "last"], hint: "Try again." }, stream);
  expect(shown()).toBe('\nError: the step "Images" failed: no answer\n  | first\n  | last\nTry again.\n');
});

const [red, plain] = ["\u001b[31m", "\u001b[39m"];

test("the tail has no colours and no empty lines", () => {
  expect(tailOf(`one\n\n${red}two${plain}\r\n  \nthree\n`, 2)).toEqual(["two", "three"]);
});

test.each(["18.20.0", "20.18.3"])("Node %s is refused with the version that is needed", (version) => {
  expect(nodeProblem(version)).toMatch(`Node 20.19 or later is needed; this is ${version}.`);
});

test.each(["20.19.0", "22.0.0", "24.1.0"])("Node %s is accepted", (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});
