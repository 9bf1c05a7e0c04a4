import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { askOnTerminal } from "./cli/ask-on-terminal.ts";
import { createInterruption } from "./cli/interruption.ts";
import { type ProgramInput, runProgram } from "./cli/run-program.ts";
import { noticeUpdate } from "./cli/update-notice.ts";
import { exitCodes } from "./errors.ts";

const packageFolder = dirname(import.meta.dirname);
const { version } = JSON.parse(readFileSync(`${packageFolder}/package.json`, "utf8")) as { version: string };

/** How long what was given up may take to end by itself, after all was said. */
const lastPatienceMs = 500;

const { cancellation, onSignal, onPipeClosed, onOutputLost, exitCodeOf } = createInterruption((exitCode) =>
  process.exit(exitCode),
);
// Not `once`: libraries that clean up on a signal end the process when they find no other listener.
process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") {
    onPipeClosed();
    return;
  }
  process.stderr.write(`Error: The answer cannot be written: ${error.message}.\nNext: write it to another place.\n`);
  onOutputLost();
  // A file is told of after the command has ended.
  process.exitCode = exitCodes.failed;
});
// Who does not want to read what happens meanwhile, or cannot, gets the answer and the exit code all the same.
process.stderr.on("error", () => undefined);

// The client of S3 tells on stderr that later versions of it will not run on Node 20; this one does.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// Stands if nothing is left to wait for before the command has come to its end.
process.exitCode = exitCodes.failed;
const surroundings = {
  argv: process.argv.slice(2),
  environment: process.env,
  version,
  isStderrTerminal: process.stderr.isTTY,
  writeError: (text: string) => void process.stderr.write(text),
};
const running = runProgram({
  ...surroundings,
  currentFolder: readCurrentFolder(),
  packageFolder,
  program: [process.execPath, `${packageFolder}/bin/temporal-start.js`],
  isStdinTerminal: () => process.stdin.isTTY,
  isStdoutTerminal: process.stdout.isTTY,
  screenLines: () => process.stdout.rows || 24,
  terminal: terminalOf(process.stderr),
  signal: cancellation.signal,
  async write(text) {
    if (text !== "" && !process.stdout.write(text))
      await once(process.stdout, "drain", { signal: cancellation.signal });
  },
  ask: (question) => askOnTerminal(question, { input: process.stdin, output: process.stderr, cancellation }),
});
void running.then(async (exitCode) => {
  process.exitCode = exitCodeOf(exitCode);
  // Who is typing waits for the end of the process, not for calls that were given up.
  if (surroundings.argv[0] === "__complete") process.stdout.write("", () => process.exit());
  await noticeUpdate({ ...surroundings, platform: process.platform, nowMs: Date.now() });
  // A handshake that the other side never ends cannot be given up in gRPC's client. Nobody is to wait for it.
  setInterval(() => {
    // Who reads slowly gets it all.
    if (process.stdout.writableLength === 0) process.exit();
  }, lastPatienceMs).unref();
});

/** A terminal that does not know its size says zero; `isTTY` is absent, whatever its type, where there is none. */
function terminalOf(stream: NodeJS.WriteStream): ProgramInput["terminal"] {
  if (!stream.isTTY) return undefined;
  return {
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    write: (text) => stream.write(text),
  };
}

/** Undefined where it was removed, after a shell or a program went there. */
function readCurrentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}
