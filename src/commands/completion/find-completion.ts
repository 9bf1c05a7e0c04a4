import type { CommandDefinition } from "../command.ts";
import type { FlagDefinition, Suggestions } from "../input.ts";
import { flagNames, takesValue } from "../shared/flag-names.ts";
import { globalFlags, helpFlag, versionFlag } from "../shared/global-flags.ts";

export interface Candidate {
  readonly value: string;
  readonly summary: string;
}

/** What can stand at the end of a command line. */
export interface Completion {
  /** Known from the definitions alone. */
  readonly candidates: readonly Candidate[];
  /** What else may stand there. */
  readonly suggests?: Suggestions;
  /** Stands before each suggestion: `--instance=`. */
  readonly prefix: string;
  /** Words that stand there already and count once. */
  readonly given: readonly string[];
}

interface Position {
  readonly definition: CommandDefinition;
  /** Names of the commands, without the program's. */
  readonly path: readonly string[];
  readonly isProgram: boolean;
  readonly flags: readonly FlagDefinition[];
  /** Flag that waits for its value. */
  readonly pending?: FlagDefinition;
  readonly operands: readonly string[];
  readonly usedFlags: readonly string[];
  readonly isPastFlags: boolean;
}

const none: Completion = { candidates: [], prefix: "", given: [] };

/** @param words those after the program's name; the last one is being typed and may be empty */
export function findCompletion(program: CommandDefinition, words: readonly string[]): Completion {
  const current = words.at(-1) ?? "";
  const position = words.slice(0, -1).reduce(advance, beginning(program));
  const { definition, flags, pending, isPastFlags } = position;
  if (pending !== undefined) return { ...none, ...suggestionsOf(pending) };
  if (definition.passThrough === true) return none;
  const inline = isPastFlags ? null : /^(--[a-z-]+)=/.exec(current);
  if (inline !== null) {
    const flag = flags.find((candidate) => takesValue(candidate) && flagNames(candidate).includes(inline[1] ?? ""));
    return { ...none, ...suggestionsOf(flag), prefix: inline[0] };
  }
  if (current.startsWith("-") && !isPastFlags) return { ...none, candidates: flagCandidates(position) };
  return operandCompletion(position);
}

/** The names of the command that a line is for, as far as it names one: `namespace list`. */
export function commandPathOf(program: CommandDefinition, words: readonly string[]): string {
  return words.reduce(advance, beginning(program)).path.join(" ");
}

function beginning(program: CommandDefinition): Position {
  return { ...emptyPosition(program), isProgram: true, flags: [...allFlags(program), versionFlag] };
}

function emptyPosition(definition: CommandDefinition): Position {
  return {
    definition,
    path: [],
    isProgram: false,
    flags: allFlags(definition),
    operands: [],
    usedFlags: [],
    isPastFlags: false,
  };
}

function allFlags({ flags = {}, passThrough }: CommandDefinition): readonly FlagDefinition[] {
  return passThrough === true ? [] : [...Object.values(flags), ...Object.values(globalFlags), helpFlag];
}

function advance({ pending, ...position }: Position, word: string): Position {
  if (pending !== undefined) return position;
  if (word.startsWith("-") && !position.isPastFlags) return pastFlag(position, word);
  const child = position.operands.length > 0 ? undefined : childNamed(position.definition, word);
  if (child === undefined) return { ...position, operands: [...position.operands, word] };
  return { ...emptyPosition(child), path: [...position.path, child.name], usedFlags: position.usedFlags };
}

function pastFlag(position: Position, word: string): Position {
  if (word === "--") return { ...position, isPastFlags: true };
  const [name = "", value] = word.split("=", 2);
  const flag = position.flags.find((candidate) => flagNames(candidate).includes(name));
  const usedFlags = [...position.usedFlags, ...(flag === undefined ? [name] : flagNames(flag))];
  const isWaiting = flag !== undefined && takesValue(flag) && value === undefined;
  return { ...position, usedFlags, ...(isWaiting ? { pending: flag } : {}) };
}

function childNamed({ subcommands = [] }: CommandDefinition, word: string): CommandDefinition | undefined {
  return subcommands.find(({ name }) => name === word);
}

function flagCandidates({ flags, usedFlags }: Position): readonly Candidate[] {
  return flags
    .filter((flag) => flag.flag === globalFlags.set.flag || !flagNames(flag).some((name) => usedFlags.includes(name)))
    .map((flag) => ({ value: flagNames(flag).at(-1) ?? "", summary: flag.summary }));
}

function operandCompletion({ definition, operands }: Position): Completion {
  const { subcommands = [] } = definition;
  const expected = Object.values(definition.arguments ?? {});
  const last = expected.at(-1);
  const argument = expected[operands.length] ?? (last?.variadic === true ? last : undefined);
  const candidates = operands.length > 0 ? [] : subcommands.map(({ name, summary }) => ({ value: name, summary }));
  return { ...none, candidates, given: operands, ...suggestionsOf(argument) };
}

function suggestionsOf(
  owner: { readonly suggests?: Suggestions; readonly choices?: readonly string[] } | undefined,
): Pick<Completion, "suggests"> {
  const suggests = owner?.suggests ?? owner?.choices;
  return suggests === undefined ? {} : { suggests };
}
