#!/usr/bin/env node
// From a fresh clone to a running cluster. Only this import may come before the version check.
import { nodeProblem } from "./lib/node-version.mjs";

const problem = nodeProblem();
if (problem) {
  console.error(`Error: ${problem}`);
  process.exitCode = 6;
} else {
  const { quickstart } = await import("./lib/quickstart.mjs");
  process.exitCode = await quickstart(process.argv.slice(2));
}
