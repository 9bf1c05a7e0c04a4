import type { CommandContext, CommandDefinition } from "./command.ts";
import type { ArgumentDefinitions, FlagDefinitions } from "./input.ts";

// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- No names at all is what is meant.
type Nothing = Readonly<Record<never, never>>;

/**
 * Gives `run` an input with the flags and arguments of the definition: a misspelt one does not compile. The type of
 * its context says what the command may touch.
 */
export function defineCommand<
  const Flags extends FlagDefinitions = Nothing,
  const Arguments extends ArgumentDefinitions = Nothing,
  Context = CommandContext,
>(definition: CommandDefinition<Flags, Arguments, Context>): CommandDefinition<Flags, Arguments, Context> {
  return definition;
}
