import { relative } from "node:path";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureEngine } from "./ensure-engine.mjs";
import { ensureImages } from "./ensure-images.mjs";
import { ensurePackages } from "./ensure-packages.mjs";
import { instanceNameProblem } from "./instance-name.mjs";
import { projectFolder } from "./project-folder.mjs";
import { readOptions } from "./read-options.mjs";
import { openRunLog } from "./run-log.mjs";
import { stateFolder, stateFolderProblem } from "./state-folder.mjs";
import { StepError } from "./step-error.mjs";
import { createSteps } from "./steps.mjs";
import { tellFailure, tellRepeat } from "./tell-failure.mjs";
import { askProgram, programPath } from "./temporal-start.mjs";

const usage = `Usage: npm run quickstart -- [--yes] [--instance NAME]

From a fresh clone to a running cluster: engine, packages, build, images, start.
What is there already is left as it is, so it can be repeated.

  --yes            agree to what has to be installed without being asked
  --instance NAME  the cluster to start; left out: the one with the standard names and ports
  --help           this text
`;

/** Runs all steps in turn and returns the exit code. */
export async function quickstart(args) {
  const flags = { yes: { type: "boolean", default: false }, instance: { type: "string", default: "" } };
  const { values, exitCode } = readOptions(args, flags, usage);
  if (!values) return exitCode;
  const { yes, instance } = values;
  const homeless = stateFolderProblem();
  if (homeless) {
    process.stderr.write(`Error: ${homeless}\n`);
    return 6;
  }
  const problem = instanceNameProblem(instance);
  if (problem) {
    process.stderr.write(`Error: ${problem}\n`);
    return 2;
  }
  const named = instance === "" ? [] : ["--instance", instance];
  const repeat = [
    "npm run quickstart",
    ...(yes || named.length > 0 ? ["--", ...named] : []),
    ...(yes ? ["--yes"] : []),
  ].join(" ");
  const consent = { yes, agree: ["npm run quickstart --", ...named, "--yes"].join(" ") };
  return runSteps({ named, consent, repeat, log: openRunLog(stateFolder(instance || "default"), "quickstart") });
}

async function runSteps({ named, consent, repeat, log }) {
  const steps = createSteps({ log });
  let started;
  try {
    await steps.run("Node", () => process.versions.node);
    await steps.run("Engine", (step) => ensureEngine(step, consent));
    await steps.run("Packages", ensurePackages);
    await steps.run("Build", ensureBuild);
    await steps.run("Images", (step) => ensureImages(step, { named, consent }));
    await steps.run("Cluster", async (step) => {
      started = await askProgram(step, ["start", ...named]);
      return "ready";
    });
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    if (!error.wasInterrupted) tellFailure(error);
    tellRepeat({ log, repeat });
    return error.exitCode;
  }
  process.stdout.write(welcome(started.data, named));
  return 0;
}

function welcome({ addresses }, named) {
  const here = process.env.INIT_CWD ?? process.cwd();
  const program = here === projectFolder ? "npx temporal-start" : `node ${quoted(relative(here, programPath))}`;
  const width = Math.max(...Object.keys(addresses).map((name) => name.length));
  return [
    "",
    "The cluster is ready:",
    ...Object.entries(addresses).map(([name, address]) => `  ${name.padEnd(width)}  ${address}`),
    "",
    "Next:",
    ...["status", "namespace my-first", "stop"].map((words) => `  ${[program, words, ...named].join(" ")}`),
    "",
  ].join("\n");
}

const quoted = (path) => (/^[\w./\\:-]+$/.test(path) ? path : `"${path}"`);
