import type { FlagDefinitions } from "../input.ts";
import { shellWord } from "./shell-word.ts";

/** A command with the flags that it was given, as it is typed; a `--no-…` flag stands where its value is false. */
export function withFlags(
  command: string,
  definitions: FlagDefinitions,
  given: Readonly<Record<string, string | boolean | undefined>>,
): string {
  const words = Object.entries(definitions).flatMap(([name, { flag }]) => {
    const [word = ""] = flag.split(" ");
    const value = given[name];
    if (typeof value === "string") return [word, shellWord(value)];
    return value !== undefined && value !== word.startsWith("--no-") ? [word] : [];
  });
  return [command, ...words].join(" ");
}
