import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgram } from "../../src/cli/run-program.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Folder of this project, which holds temporal.env and compose/. */
export const projectFolder = join(fileURLToPath(import.meta.url), "..", "..", "..");

export interface Ending {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Situation {
  readonly environment?: Readonly<Record<string, string>>;
  /** Null where it does not exist any more. */
  readonly currentFolder?: string | null;
  readonly isTerminal?: boolean;
  /** What a person types when asked; absent means that nobody is there. */
  readonly answer?: string;
  readonly signal?: AbortSignal;
}

/** Runs one command line in this process, in an empty folder and with nothing but the given environment. */
export async function runInProcess(argv: readonly string[], situation: Situation = {}): Promise<Ending> {
  const { environment = {}, answer, isTerminal = false } = situation;
  const said = { stdout: "", stderr: "" };
  const home = await temporaryFolder();
  const exitCode = await runProgram({
    argv,
    environment: { HOME: home, DOCKER_HOST: `unix://${join(home, "no-engine.sock")}`, ...environment },
    currentFolder: situation.currentFolder === null ? undefined : (situation.currentFolder ?? home),
    packageFolder: projectFolder,
    program: [process.execPath, join(projectFolder, "bin", "temporal-start.js")],
    version: "1.2.3",
    isStdinTerminal: () => answer !== undefined,
    isStdoutTerminal: isTerminal,
    screenLines: () => 24,
    isStderrTerminal: isTerminal,
    signal: situation.signal ?? new AbortController().signal,
    async write(text) {
      said.stdout += text;
    },
    writeError(text) {
      said.stderr += text;
    },
    async ask(question) {
      said.stderr += question;
      return answer ?? "";
    },
  });
  return { exitCode, ...said };
}
