import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { projectFolder } from "./project-folder.mjs";
import { StepError } from "./step-error.mjs";
import { tailOf } from "./tail.mjs";
import { countTests } from "./test-report.mjs";

/** Runs one Vitest project; its JSON report is what the tests are counted from. */
export async function runVitest(step, project, reportPath, environment = {}) {
  const entry = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const flags = ["--config", ".config/vitest.config.ts", "--project", project, "--reporter=default", "--reporter=json"];
  const result = await step.child([process.execPath, entry, "run", ...flags, `--outputFile.json=${reportPath}`], {
    cwd: projectFolder,
    environment: { NO_COLOR: "1", ...environment },
    mayFail: true,
  });
  const { passed, failed } = countTests(reportPath);
  const count = `${passed} passed, ${failed} failed`;
  if (result.exitCode !== 0 || failed > 0 || passed === 0)
    throw new StepError(count, { lines: tailOf(`${result.stdout}\n${result.stderr}`, 60) });
  return count;
}
