import { Argument, Command, Option } from "commander";
import type { CommandDefinition, Example, GlobalFlags } from "../commands/command.ts";
import type { ArgumentDefinition, CommandInput, FlagDefinition } from "../commands/input.ts";
import { completeInput } from "../commands/shared/complete-input.ts";
import { globalFlags, helpFlag, programSummary, versionFlag } from "../commands/shared/global-flags.ts";
import { defined } from "../defined.ts";

export type RunCommand = (
  path: readonly string[],
  definition: CommandDefinition,
  input: CommandInput,
  globals: GlobalFlags,
) => Promise<void>;

/** Turns command definitions into commander's tree. */
export function buildProgram(definitions: readonly CommandDefinition[], version: string, run: RunCommand): Command {
  const root = new Command("temporal-start")
    .description(programSummary)
    .version(version, versionFlag.flag, versionFlag.summary)
    .helpOption(helpFlag.flag, helpFlag.summary)
    .enablePositionalOptions()
    .showSuggestionAfterError(true)
    .exitOverride();
  addGlobalFlags(root);
  for (const definition of definitions) {
    root.addCommand(toCommand(definition, [definition.name], run), { hidden: definition.hidden === true });
  }
  root.addHelpText(
    "after",
    helpExamples([
      { command: "temporal-start start", explains: "start the cluster and wait until it is ready" },
      { command: "temporal-start status", explains: "check every service" },
      { command: "temporal-start logs temporal-server --follow", explains: "watch the server's log" },
    ]),
  );
  return root;
}

function addGlobalFlags(command: Command): void {
  const optionOf = ({ flag, summary }: FlagDefinition): Option => new Option(flag, summary);
  command
    .addOption(optionOf(globalFlags.instance))
    .addOption(optionOf(globalFlags.settings))
    .addOption(
      optionOf(globalFlags.set)
        .argParser((value: string, earlier: readonly string[]) => [...earlier, value])
        .default([], "none"),
    )
    .addOption(optionOf(globalFlags.json).default(false, "off"));
}

function toCommand(definition: CommandDefinition, path: readonly string[], run: RunCommand): Command {
  const command = new Command(definition.name)
    .summary(definition.summary)
    .description(definition.description ?? `${definition.summary}.`)
    .helpOption(helpFlag.flag, helpFlag.summary)
    // Without this a parent takes flags that stand after its subcommand.
    .enablePositionalOptions()
    .exitOverride();
  const expected = Object.entries(definition.arguments ?? {});
  for (const [name, argument] of expected) command.addArgument(toArgument(name, argument));
  const options = Object.entries(definition.flags ?? {}).map(
    ([name, { flag, summary }]) => [name, new Option(flag, summary)] as const,
  );
  for (const [, option] of options) command.addOption(option);
  if (definition.passThrough === true) command.passThroughOptions().allowUnknownOption().helpOption(false);
  else addGlobalFlags(command);
  for (const child of definition.subcommands ?? []) command.addCommand(toCommand(child, [...path, child.name], run));
  command.addHelpText("after", helpExamples(definition.examples));
  if (definition.run !== undefined) {
    command.action(async (...received: unknown[]) => {
      const levels = ancestorsOf(command).map((ancestor) => ancestor.opts<Partial<GlobalFlags>>());
      const values = command.opts<CommandInput["flags"]>();
      const given = {
        flags: Object.fromEntries(options.map(([name, option]) => [name, values[option.attributeName()]])),
        arguments: Object.fromEntries(
          expected.map(([name], index) => [name, received[index] as string | readonly string[] | undefined]),
        ),
      };
      await run(path, definition, completeInput(definition, given), mergeGlobals(levels));
    });
  }
  return command;
}

/** A global flag may stand on any level, nearest to the command first here; the nearest wins, and `--set` adds up. */
function mergeGlobals(levels: readonly Partial<GlobalFlags>[]): GlobalFlags {
  const instance = levels.find((level) => level.instance !== undefined)?.instance;
  const settings = levels.find((level) => level.settings !== undefined)?.settings;
  return {
    ...defined({ instance, settings }),
    set: [...levels].reverse().flatMap((level) => level.set ?? []),
    json: levels.some((level) => level.json === true),
  };
}

function ancestorsOf(command: Command): readonly Command[] {
  const found: Command[] = [];
  for (let current: Command | null = command; current !== null; current = current.parent) found.push(current);
  return found;
}

function toArgument(name: string, { summary, required, variadic, choices }: ArgumentDefinition): Argument {
  const inner = variadic === true ? `${name}...` : name;
  const argument = new Argument(required === true ? `<${inner}>` : `[${inner}]`, summary);
  return choices === undefined ? argument : argument.choices(choices);
}

function helpExamples(examples: readonly Example[]): string {
  const width = Math.max(...examples.map(({ command }) => command.length));
  return [
    "",
    "Examples:",
    ...examples.map(({ command, explains }) => `  ${command.padEnd(width)}  ${explains}`),
    "",
  ].join("\n");
}
