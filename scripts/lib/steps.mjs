import { runChild, signalChildren } from "./child.mjs";
import { signalExitCodes } from "./signal-exit-codes.mjs";
import { createStatusLine, seconds } from "./status-line.mjs";
import { StepError } from "./step-error.mjs";
import { tailOf } from "./tail.mjs";

const nameWidth = 14;

/** Runs named steps, several at a time where the caller wants it; each prints one line, its output goes to the log. */
export function createSteps({ log, stream = process.stdout }) {
  const running = new Map();
  const status = createStatusLine(stream, running);
  const interruption = watchSignals(status);

  /** Runs one step: `work` returns a short note for its line. An `always` step also runs after Ctrl-C. */
  async function run(name, work, { always = false } = {}) {
    if (!always) interruption.check();
    const startedAt = Date.now();
    const finish = (mark, note) => {
      running.delete(name);
      const time = seconds(Date.now() - startedAt).padStart(8);
      status.print(`  ${mark} ${name.padEnd(nameWidth)} ${time}  ${note}`.trimEnd());
      if (running.size === 0) status.stop();
    };
    running.set(name, startedAt);
    status.start();
    try {
      const note = await work({
        child: (command, options) => loggedChild(name, command, { always, ...options }),
        say: (text) => status.print(`    ${text}`),
        onTerminal: (talk) => {
          status.stop();
          return talk();
        },
      });
      if (!always) interruption.check();
      finish("✓", note ?? "");
    } catch (error) {
      finish("✗", error instanceof StepError ? error.message : "failed");
      if (error instanceof StepError) error.step ??= name;
      throw error;
    }
  }

  /** Runs a program of a step into the log. @throws StepError with the last lines, unless the program `mayFail` */
  async function loggedChild(name, command, { mayFail, always, onFailure, onLine = () => {}, ...options }) {
    log.write(`\n[${name}] $ ${command.join(" ")}\n`);
    const onOutput = (chunk, stream) => {
      log.write(chunk);
      for (const line of chunk.split("\n")) if (line.trim() !== "") onLine(line, stream);
    };
    const result = await runChild(command, { ...options, onOutput });
    if (!always) interruption.check();
    if (result.exitCode === 0 || mayFail) return result;
    const lines = tailOf(`${result.stdout}\n${result.stderr}`);
    throw new StepError(onFailure ?? `it ended with exit code ${result.exitCode}`, { lines });
  }

  return { run };
}

/** The first Ctrl-C ends what runs; further ones are ignored, so that cleaning up is not cut short. */
function watchSignals(status) {
  let received;
  for (const signal of Object.keys(signalExitCodes)) {
    process.on(signal, () => {
      if (received) return;
      received = signal;
      status.print("  Interrupted: ending what runs");
      signalChildren(signal);
    });
  }
  return {
    check() {
      if (received) throw new StepError("interrupted", { exitCode: signalExitCodes[received], wasInterrupted: true });
    },
  };
}
