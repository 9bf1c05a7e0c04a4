import { exitCodes } from "../../errors.ts";
import type { CommandDefinition, GlobalFlags } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { programSummary } from "../shared/global-flags.ts";
import { type Candidate, findCompletion } from "./find-completion.ts";
import { type NameNeeds, namesFor } from "./live-names.ts";

/**
 * What the completion scripts call: prints what can stand in the place of the last word, one a line with its
 * summary after a tab, and in the end what the shell does with it. It never fails and never says more.
 */
export function completeFor(commands: readonly CommandDefinition[]): CommandDefinition {
  const program = programOf(commands);
  return defineCommand({
    name: "__complete",
    summary: "Answer the completion scripts",
    hidden: true,
    arguments: { words: { summary: "the command line after the program's name", variadic: true } },
    passThrough: true,
    examples: [{ command: "temporal-start __complete -- sta", explains: "commands that begin with sta" }],
    globals: (input) => readGlobals(input.arguments.words.slice(0, -1)),
    async run(input, context: NameNeeds) {
      const { words } = input.arguments;
      const current = words.at(-1) ?? "";
      const { candidates, suggests, prefix, given } = findCompletion(program, words);
      const names = await namesFor(suggests, context);
      const suggested = names.map((name): Candidate => ({ value: `${prefix}${name}`, summary: "" }));
      const all = [...candidates, ...suggested].filter(
        ({ value }) => value.startsWith(current) && !given.includes(value),
      );
      const directive = suggests === "files" ? "files" : suggests === "settings" ? "nospace" : "done";
      const lines = all.map(({ value, summary }) => `${value}\t${summary}`);
      return {
        exitCode: exitCodes.ok,
        data: { candidates: all, directive },
        text: `${[...lines, `:${directive}`].join("\n")}\n`,
      };
    },
  });
}

/** The program as the root of its commands. */
export function programOf(commands: readonly CommandDefinition[]): CommandDefinition {
  return { name: "temporal-start", summary: programSummary, examples: [], subcommands: commands };
}

/** Names are asked of the cluster that the line is for. */
function readGlobals(words: readonly string[]): GlobalFlags {
  const valuesOf = (flag: string): readonly string[] =>
    words.flatMap((word, index) => {
      if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)];
      const value = words[index + 1];
      return word === flag && value !== undefined ? [value] : [];
    });
  const [instance, settings] = [valuesOf("--instance").at(-1), valuesOf("--settings").at(-1)];
  return {
    ...(instance === undefined ? {} : { instance }),
    ...(settings === undefined ? {} : { settings }),
    set: valuesOf("--set"),
    json: false,
  };
}
