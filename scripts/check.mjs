#!/usr/bin/env node
// Runs every `check:*` script of package.json, as many at a time as there are processors.
// `npm run check -- lint types` runs only those.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { runChild, signalChildren } from "./lib/child.mjs";
import { npmCommand } from "./lib/npm.mjs";
import { projectFolder } from "./lib/project-folder.mjs";
import { signalExitCodes } from "./lib/signal-exit-codes.mjs";
import { seconds } from "./lib/status-line.mjs";

const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
const all = Object.keys(scripts).flatMap((name) => (name.startsWith("check:") ? [name.slice("check:".length)] : []));
const named = process.argv.slice(2);
const unknown = named.filter((name) => !all.includes(name));

const failures = [];
const waiting = named.length > 0 ? [...new Set(named)] : all;
let interruptedBy;

async function runOne(name, script) {
  const startedAt = Date.now();
  const { exitCode, stdout, stderr } = await runChild(npmCommand(["run", "--silent", script]), { cwd: projectFolder });
  if (interruptedBy) return;
  const mark = exitCode === 0 ? "✓" : "✗";
  process.stdout.write(`  ${mark} ${name.padEnd(12)} ${seconds(Date.now() - startedAt).padStart(7)}\n`);
  if (exitCode !== 0) failures.push({ name, script, output: `${stdout}${stderr}`.trimEnd() });
}

async function runWaiting() {
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await runOne(name, `check:${name}`);
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
}

/** Tells what failed and returns the exit code. */
function tellResult() {
  if (interruptedBy) {
    process.stderr.write("Interrupted.\n");
    return signalExitCodes[interruptedBy];
  }
  for (const { name, output } of failures) process.stderr.write(`\n── ${name} ──\n${output}\n`);
  if (failures.length === 0) return 0;
  const names = failures.map(({ name }) => name).join(", ");
  process.stderr.write(`\nFailed: ${names}. One alone: npm run ${failures[0].script}\n`);
  return 1;
}

for (const signal of Object.keys(signalExitCodes)) {
  process.on(signal, () => {
    interruptedBy ??= signal;
    waiting.length = 0;
    signalChildren(signal);
  });
}

if (unknown.length > 0) {
  process.stderr.write(`Error: no check is called ${unknown.join(", ")}. Checks: ${all.join(", ")}\n`);
  process.exitCode = 2;
} else {
  await runWaiting();
  process.exitCode = tellResult();
}
