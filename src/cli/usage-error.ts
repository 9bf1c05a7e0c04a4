import type { CommanderError } from "commander";
import { programFor, readInstance } from "../cluster/settings/instance.ts";
import { TemporalStartError } from "../errors.ts";

/**
 * What is wrong with the command line, as every other failure is told.
 * @param path of the command that it names, as far as it names one
 * @param instance as it was written
 */
export function usageErrorOf(error: CommanderError, path: string, instance = ""): TemporalStartError {
  const [said = "", ...suggestions] = error.message.replace(/^error: /, "").split("\n");
  const program = programFor(/^[a-z0-9-]+$/.test(instance) ? readInstance(instance) : "");
  const command = path === "" ? program : `${program} ${path}`;
  const meant = /\(Did you mean (.*)\?\)/.exec(suggestions.join(" "))?.[1];
  return new TemporalStartError({
    code: "USAGE",
    category: "usage",
    message: error.code === "commander.help" ? "No command was given." : sentence(said),
    hint: hintFor(error, command, meant),
  });
}

/** A command that was meant can be typed as it stands; what stands beside a flag, help tells. */
function hintFor({ code }: CommanderError, command: string, meant: string | undefined): string {
  const help = `${command} --help`;
  if (meant === undefined) return help;
  const isOne = code === "commander.unknownCommand" && !meant.startsWith("one of ");
  return `Did you mean ${meant}? ${isOne ? `${command} ${meant}` : help}`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, "")}.`;
}
