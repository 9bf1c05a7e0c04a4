import { join } from "node:path";
import { runOnTerminal } from "./child.mjs";
import { canAsk, confirmationNeeded } from "./confirm.mjs";
import { observeEngine } from "./observe-engine.mjs";
import { isRoot } from "./privilege.mjs";
import { projectFolder } from "./project-folder.mjs";
import { StepError } from "./step-error.mjs";
import { tailOf } from "./tail.mjs";

/** Makes sure that an engine with Compose v2 answers; installs it where `scripts/setup-engine.mjs` can. */
export async function ensureEngine(step, consent) {
  if (!isReady(await observeEngine())) await setUpEngine(step, [], consent);
  const engine = await observeEngine();
  if (!isReady(engine)) throw new StepError(engine.refusal || "the engine does not answer");
  return `Docker Engine ${engine.serverVersion}, Compose ${engine.composeVersion}`;
}

const isReady = (engine) => Boolean(engine.serverVersion && engine.composeVersion);

/** Runs the set-up script; on a terminal when it has to ask for consent or for the sudo password. */
export async function setUpEngine(step, flags, { yes, agree }) {
  const command = [process.execPath, join(projectFolder, "scripts", "setup-engine.mjs"), ...flags];
  if (yes) command.push("--yes");
  if (canAsk() && !(yes && isRoot())) await setUpOnTerminal(step, command);
  else await setUpAlone(step, command, yes ? undefined : agree);
}

async function setUpOnTerminal(step, command) {
  const exitCode = await step.onTerminal(() => runOnTerminal(command));
  if (exitCode !== 0) throw new StepError("see the lines above", { exitCode });
}

async function setUpAlone(step, command, agree) {
  const result = await step.child(command, {
    mayFail: true,
    onLine: (line, stream) => stream === "stdout" && step.say(line),
  });
  if (result.exitCode === 0) return;
  if (result.exitCode === confirmationNeeded && agree) {
    const hint = `Nothing was changed. To agree, run: ${agree}`;
    throw new StepError("it needs consent, and there is no terminal to ask on", { hint, exitCode: confirmationNeeded });
  }
  const [cause, ...advice] = tailOf(result.stderr);
  throw new StepError(cause ?? `it ended with exit code ${result.exitCode}`, { hint: advice.join("\n") });
}
