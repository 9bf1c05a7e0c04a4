import type { ArgumentDefinitions, CommandInput, FlagDefinitions } from "../input.ts";
import { takesValue } from "./flag-names.ts";

interface Definitions {
  readonly flags?: FlagDefinitions;
  readonly arguments?: ArgumentDefinitions;
}

/** Adds what was not given: a switch is off, one like `--no-wait` on, and a list empty. */
export function completeInput(
  { flags = {}, arguments: expected = {} }: Definitions,
  given: CommandInput,
): CommandInput {
  return {
    flags: Object.fromEntries(
      Object.entries(flags).map(([name, flag]) => [
        name,
        given.flags[name] ?? (takesValue(flag) ? undefined : flag.flag.startsWith("--no-")),
      ]),
    ),
    arguments: Object.fromEntries(
      Object.entries(expected).map(([name, { variadic }]) => [
        name,
        given.arguments[name] ?? (variadic === true ? [] : undefined),
      ]),
    ),
  };
}
