#!/usr/bin/env node
// Runs every `check:*` script of package.json, as many at a time as there are processors.
// `npm run check -- lint types` runs only those.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { runChild, signalChildren } from "./lib/child.mjs";
import { npmCommand } from "./lib/npm.mjs";
import { projectFolder } from "./lib/project-folder.mjs";
import { seconds } from "./lib/status-line.mjs";

const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
const all = Object.keys(scripts).flatMap((name) => (name.startsWith("check:") ? [name.slice("check:".length)] : []));
const named = process.argv.slice(2);
const unknown = named.filter((name) => !all.includes(name));

async function runOne(name, failures) {
  const startedAt = Date.now();
  const { exitCode, stdout, stderr } = await runChild(npmCommand(["run", "--silent", `check:${name}`]), {
    cwd: projectFolder,
  });
  const mark = exitCode === 0 ? "✓" : "✗";
  process.stdout.write(`  ${mark} ${name.padEnd(12)} ${seconds(Date.now() - startedAt).padStart(7)}\n`);
  if (exitCode !== 0) failures.push({ name, output: `${stdout}${stderr}`.trimEnd() });
}

async function runAll(names) {
  const waiting = [...names];
  const failures = [];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await runOne(name, failures);
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
  return failures;
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => signalChildren(signal));

if (unknown.length > 0) {
  process.stderr.write(`Error: no check is called ${unknown.join(", ")}. Checks: ${all.join(", ")}\n`);
  process.exitCode = 2;
} else {
  const failures = await runAll(named.length > 0 ? named : all);
  for (const { name, output } of failures) process.stderr.write(`\n── ${name} ──\n${output}\n`);
  if (failures.length > 0) {
    process.stderr.write(
      `\nFailed: ${failures.map(({ name }) => name).join(", ")}. One alone: npm run check:${failures[0].name}\n`,
    );
    process.exitCode = 1;
  }
}
