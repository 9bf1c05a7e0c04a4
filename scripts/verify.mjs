#!/usr/bin/env node
// From a fresh clone to all checks and tests. Only this import may come before the version check.
import { nodeProblem } from "./lib/node-version.mjs";

const problem = nodeProblem();
if (problem) {
  console.error(`Error: ${problem}`);
  process.exitCode = 6;
} else {
  const { verify } = await import("./lib/verify.mjs");
  process.exitCode = await verify(process.argv.slice(2));
}
