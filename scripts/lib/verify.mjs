import { relative } from "node:path";
import { agreeToInstall } from "./agree-to-install.mjs";
import { projectFolder } from "./project-folder.mjs";
import { readOptions } from "./read-options.mjs";
import { takeRunLock } from "./run-lock.mjs";
import { openRunLog } from "./run-log.mjs";
import { SetupError } from "./setup-error.mjs";
import { stateFolder, stateFolderProblem } from "./state-folder.mjs";
import { createSteps } from "./steps.mjs";
import { tellFailure, tellRepeat } from "./tell-failure.mjs";
import { countTests, slowestFiles } from "./test-report.mjs";
import { runVerification } from "./verify-steps.mjs";

const usage = `Usage: npm run verify -- [--yes] [--upstream-images]

Sets up what is missing, then runs all checks, the unit tests and the cluster tests.
Clusters that run already are not touched, and what the tests start is removed again.

  --yes              agree to what has to be installed without being asked (implied by CI=true)
  --upstream-images  fail where no image registry answers, instead of building the images
  --help             this text
`;

/** Runs everything and returns the exit code; the last line on stdout is the count of tests. */
export async function verify(args) {
  const flags = { yes: { type: "boolean" }, "upstream-images": { type: "boolean" } };
  const { values, exitCode } = readOptions(args, flags, usage);
  if (!values) return exitCode;
  const homeless = stateFolderProblem();
  if (homeless) {
    process.stderr.write(`Error: ${homeless}\n`);
    return 6;
  }
  const folder = stateFolder("_verify");
  const lock = takeRunLock(folder, "verify");
  if (!lock.release) {
    process.stderr.write(
      `Error: another verify is running (process ${lock.heldBy}). Wait for it, or end it, then run this command again.\n`,
    );
    return 1;
  }
  try {
    return await verifyAlone(values, folder);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`Error: ${error.message}\n${error.hint ?? ""}\n`);
    return error.exitCode;
  } finally {
    lock.release();
  }
}

/** How many of the slowest test files are named: where time is to be saved. */
const slowestCount = 10;

function tellSlowest(files) {
  if (files.length === 0) return;
  process.stdout.write("\nSlowest test files:\n");
  for (const { file, seconds } of files) {
    process.stdout.write(`  ${seconds.toFixed(1).padStart(6)} s  ${relative(projectFolder, file)}\n`);
  }
}

async function verifyAlone(values, folder) {
  const mayBuild = values["upstream-images"] !== true;
  const yes = values.yes === true || process.env.CI === "true";
  const agreed = await agreeToInstall({ yes, agree: "npm run verify --", mayBuild });
  const log = openRunLog(folder, "verify");
  const steps = createSteps({ log });
  const failures = await runVerification({
    steps,
    folder,
    log,
    consent: { yes: agreed, agree: "npm run verify -- --yes" },
    mayBuild,
  });
  const reports = ["unit", "cluster"].map((name) => `${folder}/${name}.json`);
  const counts = reports.map(countTests);
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  for (const failure of failures.filter(({ wasInterrupted }) => !wasInterrupted)) tellFailure(failure);
  tellSlowest(slowestFiles(reports, slowestCount));
  process.stdout.write("\nEngine, images, packages and caches stay for the next run.\n");
  tellRepeat({ log, repeat: "npm run verify" }, process.stdout);
  process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
  const decisive = failures.find(({ wasInterrupted }) => wasInterrupted) ?? failures[0];
  if (decisive) return decisive.exitCode;
  return sum("failed") > 0 || counts.some(({ passed }) => passed === 0) ? 1 : 0;
}
