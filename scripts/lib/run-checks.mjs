import { join } from "node:path";
import { projectFolder } from "./project-folder.mjs";
import { StepError } from "./step-error.mjs";
import { tailOf } from "./tail.mjs";

const shownLines = 60;

/** Runs `npm run check` and names the checks that failed. */
export async function runChecks(step) {
  const command = [process.execPath, join(projectFolder, "scripts", "check.mjs")];
  const { exitCode, stdout, stderr } = await step.child(command, { cwd: projectFolder, mayFail: true });
  const marked = (mark) => [...stdout.matchAll(new RegExp(`^ *${mark} (\\S+)`, "gm"))].map(([, name]) => name);
  if (exitCode !== 0) throw new StepError(`failed: ${marked("✗").join(", ")}`, { lines: tailOf(stderr, shownLines) });
  return `${marked("✓").length} passed`;
}
