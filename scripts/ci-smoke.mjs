#!/usr/bin/env node
// Whether a real cluster works on this machine: starts one, runs a workflow through it, stops it and removes it.
// It stands alone, so that it also runs from an installed package: node scripts/ci-smoke.mjs [--instance NAME]
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const program = fileURLToPath(new URL("../bin/temporal-start.js", import.meta.url));
const { values } = parseArgs({ options: { instance: { type: "string", default: "ci-smoke" } } });
const instance = ["--instance", values.instance];
/** The server lists a new workflow a moment later: Elasticsearch refreshes its index once a second. */
const listTimeoutMs = 30_000;
const workflowId = `ci-smoke-${process.pid}`;

class SmokeError extends Error {}

function run(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** The answer of a command: `start` tells line by line what it does, and answers in the last line. */
async function ask(expectedExitCode, command, ...flags) {
  const { exitCode, stdout, stderr } = await run(command, ...instance, ...flags, "--json");
  const document = command === "start" ? stdout.trim().split("\n").at(-1) : stdout;
  const { data, error } = document ? JSON.parse(document) : { error: { message: stderr.trim(), details: [] } };
  if (exitCode === expectedExitCode) return data;
  const lines = error === null ? [] : [error.message, ...error.details];
  throw new SmokeError([`${command} ended with ${exitCode}, not with ${expectedExitCode}.`, ...lines].join("\n  "));
}

async function temporal(...args) {
  const { exitCode, stdout, stderr } = await run(...instance, "cli", ...args);
  if (exitCode !== 0) throw new SmokeError(`temporal ${args.join(" ")} ended with ${exitCode}: ${stderr}${stdout}`);
  return stdout;
}

async function requireFresh() {
  const { instances } = await ask(0, "instances");
  if (instances.every(({ instance: name }) => name !== values.instance)) return;
  throw new SmokeError(`There is an instance ${values.instance} already, and its data would be deleted.`);
}

async function untilListed() {
  const deadline = Date.now() + listTimeoutMs;
  while (!(await temporal("workflow", "list", "--query", `WorkflowId="${workflowId}"`)).includes(workflowId)) {
    if (Date.now() > deadline) throw new SmokeError(`The workflow is not listed after ${listTimeoutMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const steps = [
  ["start the cluster", () => ask(0, "start")],
  ["every service is healthy", () => ask(0, "status")],
  [
    "start a workflow",
    () => temporal("workflow", "start", "--type", "Smoke", "--task-queue", "smoke", "--workflow-id", workflowId),
  ],
  ["find it in the list", untilListed],
  ["end it", () => temporal("workflow", "terminate", "--workflow-id", workflowId)],
  ["stop the cluster", () => ask(0, "stop")],
  ["nothing runs", () => ask(3, "status")],
];

async function takeSteps() {
  for (const [title, step] of steps) {
    const startedMs = performance.now();
    await step();
    console.log(`ok  ${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s  ${title}`);
  }
}

async function cleanUp() {
  await ask(0, "reset", "--yes", "--no-backup");
  console.log("ok           nothing is left");
}

/** @returns whether it worked; what failed is told at once, so that no later failure hides it */
async function succeeds(work) {
  try {
    await work();
    return true;
  } catch (error) {
    console.error(error instanceof SmokeError ? `Error: ${error.message}` : error);
    process.exitCode = 1;
    return false;
  }
}

if (await succeeds(requireFresh)) {
  await succeeds(takeSteps);
  await succeeds(cleanUp);
}
