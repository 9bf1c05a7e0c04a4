import { type Command, CommanderError } from "commander";
import type { CommandDefinition, CommandResult, GlobalFlags, Streams } from "../commands/command.ts";
import { completeFor, programOf } from "../commands/completion/complete.ts";
import { commandPathOf } from "../commands/completion/find-completion.ts";
import { commands } from "../commands/index.ts";
import type { CommandInput } from "../commands/input.ts";
import { exitCodes, type TemporalStartError } from "../errors.ts";
import { type Envelope, errorEnvelope, successEnvelope } from "../output/json.ts";
import { printable } from "../output/printable.ts";
import { renderError } from "../output/render-error.ts";
import type { Style } from "../output/style.ts";
import { createStyle } from "../output/text.ts";
import { asExpected } from "./as-expected.ts";
import { buildProgram } from "./build-program.ts";
import { chooseReporter } from "./choose-reporter.ts";
import { createContext } from "./context.ts";
import { requireFolder, withFolder } from "./current-folder.ts";
import { createErrorOutput } from "./error-output.ts";
import { explain, settingsOf } from "./explain.ts";
import type { PersonReporterChoice } from "./person-reporter.ts";
import type { Surroundings } from "./surroundings.ts";
import { usageErrorOf } from "./usage-error.ts";

export interface ProgramInput extends Omit<Surroundings, "currentFolder"> {
  /** Undefined where it does not exist any more. */
  readonly currentFolder: string | undefined;
  readonly argv: readonly string[];
  readonly isStderrTerminal: boolean;
  /** The terminal that stderr is, if it is one. */
  readonly terminal?: PersonReporterChoice["terminal"];
  readonly writeError: (text: string) => void;
}

/** Runs one command line and returns its exit code: the one place where errors become words and numbers. */
export async function runProgram(input: ProgramInput): Promise<number> {
  const { environment } = input;
  const errorStyle = createStyle({ isTerminal: input.isStderrTerminal, environment });
  let exitCode: number = exitCodes.ok;
  const definitions = [...commands, completeFor(commands)];
  const program = buildProgram(
    askedFor(definitions, input.argv),
    input.version,
    async (path, definition, commandInput, given) => {
      const globals = definition.globals?.(commandInput) ?? given;
      exitCode = await runCommand(path.join(" "), definition, commandInput, globals, input, errorStyle);
    },
  );
  const words = { stdout: "", stderr: "" };
  configureOutput(program, words);
  try {
    await program.parseAsync([...input.argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const path = commandPathOf(programOf(definitions), input.argv);
    const wrong = usageErrorOf(error, path, program.opts<Partial<GlobalFlags>>().instance);
    return endWithoutCommand(error, wrong, { path, words, errorStyle }, input);
  }
}

interface NotRun {
  readonly path: string;
  readonly words: { readonly stdout: string; readonly stderr: string };
  readonly errorStyle: Style;
}

/** Help, version, or a line that makes no sense: no command has run. */
async function endWithoutCommand(
  error: CommanderError,
  wrong: TemporalStartError,
  { path, words, errorStyle }: NotRun,
  input: ProgramInput,
): Promise<number> {
  // Help and version end this way too, with exit code 0; the command `help` with that of the process so far.
  const isDone = error.exitCode === 0 || (error.code === "commander.help" && words.stderr === "");
  const document = input.argv.includes("--json")
    ? documentFor(error, isDone ? undefined : wrong, path, input)
    : undefined;
  await tell(input, document === undefined ? words.stdout : toJson(document));
  if (isDone) return exitCodes.ok;
  // Who typed no command is shown all of them.
  const shown = error.code === "commander.help" ? printable(words.stderr) : renderError(wrong, errorStyle);
  createErrorOutput(input, "").failure(wrong, document === undefined ? shown : "");
  return exitCodes.usage;
}

/** The command that the line names: making all takes longer. All where help or a suggestion may name others. */
function askedFor(definitions: readonly CommandDefinition[], argv: readonly string[]): readonly CommandDefinition[] {
  const [name] = commandPathOf(programOf(definitions), argv).split(" ");
  const named = definitions.filter((definition) => definition.name === name);
  const isForHelp = argv.some((word) => word === "help" || word === "--help" || word === "-h");
  return named.length === 0 || isForHelp ? definitions : named;
}

/** Help is for people, whatever else stands on the line. */
function documentFor(
  error: CommanderError,
  wrong: TemporalStartError | undefined,
  path: string,
  { version }: ProgramInput,
): Envelope | undefined {
  if (error.code === "commander.version") return successEnvelope("version", { version }, []);
  return wrong && errorEnvelope(path, wrong, []);
}

/** Subcommands do not take over the output of their parent by themselves. */
function configureOutput(command: Command, words: { stdout: string; stderr: string }): void {
  command.configureOutput({
    writeOut: (text) => {
      words.stdout += text;
    },
    writeErr: (text) => {
      words.stderr += text;
    },
  });
  for (const child of command.commands) configureOutput(child, words);
}

async function runCommand(
  name: string,
  definition: CommandDefinition,
  commandInput: CommandInput,
  globals: GlobalFlags,
  input: ProgramInput,
  errorStyle: Style,
): Promise<number> {
  const { environment, writeError } = input;
  const warnings: string[] = [];
  const style = createStyle({ isTerminal: input.isStdoutTerminal, environment });
  const streams = streamsOf(definition, commandInput);
  const toDocument = streams === false ? toJson : toJsonLine;
  const errorOutput = createErrorOutput(input, name);
  const { reporter, written, end } = chooseReporter({
    isJson: globals.json,
    streams,
    write: input.write,
    terminal: input.terminal,
    isPlain: commandInput.flags.plain === true,
    environment,
    writeLine: errorOutput.line,
    style: errorStyle,
    warnings,
  });
  const { context, close } = createContext({ globals, surroundings: withFolder(input), reporter, style });
  try {
    requireFolder(input);
    const result = await execute(definition, commandInput, context);
    end();
    await written();
    errorOutput.end();
    const answer = globals.json ? toDocument(successEnvelope(name, result.data, warnings)) : result.text;
    // A stream for programs has said everything already.
    return await answered(input, streams === true && globals.json ? "" : answer, result.exitCode);
  } catch (error) {
    const settings = await settingsOf(context);
    const known = await explain(asExpected(error, input.signal), settings, globals);
    end(known.facts.service);
    if (environment.TEMPORAL_START_DEBUG && known.cause instanceof Error) writeError(`${String(known.cause.stack)}\n`);
    await written();
    if (globals.json) await tell(input, toDocument(errorEnvelope(name, known, warnings)));
    errorOutput.failure(known, globals.json ? "" : renderError(known, errorStyle));
    return known.exitCode;
  } finally {
    await close();
  }
}

/** @returns false where the reader has closed the pipe, or a signal came, before all of it was written */
async function tell({ write, signal }: ProgramInput, text: string): Promise<boolean> {
  try {
    await write(text);
    return true;
  } catch (error) {
    if (!signal.aborted) throw error;
    return false;
  }
}

/** Which exit code a cut-off answer has, only the process knows: it depends on what cut it off. */
async function answered(input: ProgramInput, text: string, exitCode: number): Promise<number> {
  return (await tell(input, text)) ? exitCode : exitCodes.interrupted;
}

function streamsOf(definition: CommandDefinition, input: CommandInput): Streams {
  return definition.streamsFor?.(input) ?? definition.streams ?? false;
}

function execute(
  definition: CommandDefinition,
  input: CommandInput,
  context: Parameters<NonNullable<CommandDefinition["run"]>>[1],
): Promise<CommandResult> {
  if (definition.run === undefined) throw new TypeError(`Command ${definition.name} has no function.`);
  return definition.run(input, context);
}

const toJson = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
const toJsonLine = (document: unknown): string => `${JSON.stringify(document)}\n`;
