import type { CommandDefinition } from "./command.ts";
import type { ArgumentDefinitions, FlagDefinitions } from "./input.ts";

// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- No names at all is what is meant.
type Nothing = Readonly<Record<never, never>>;

/**
 * Gives `run` an input with the flags and arguments of the definition: a misspelt one does not compile. Of
 * the context it may touch what the type of its second parameter names, and nothing where there is none.
 */
export function defineCommand<
  const Flags extends FlagDefinitions = Nothing,
  const Arguments extends ArgumentDefinitions = Nothing,
  Context = Nothing,
>(definition: CommandDefinition<Flags, Arguments, Context>): CommandDefinition<Flags, Arguments, Context> {
  return definition;
}
