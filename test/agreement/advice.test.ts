import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandNames, commandsFor } from "../../src/cluster/settings/instance.ts";
import type { CommandDefinition } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { globalFlags } from "../../src/commands/shared/global-flags.ts";
import { projectFolder } from "../support/in-process.ts";

const source = join(projectFolder, "src");
const advised = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) =>
    [...readFileSync(join(source, name), "utf8").matchAll(/\btemporal-start ([^"'`;,)|\\\n]+)/g)].map(
      ([, words = ""]) => [words.replace(/[.:]?$/, ""), name] as const,
    ),
  )
  .filter(([words]) => commandNames.some((name) => new RegExp(`^${name}\\b`).test(words)));

/** The command that the words begin with, as deep as they name it. */
function commandOf([first = "", ...rest]: readonly string[], among: readonly CommandDefinition[]): CommandDefinition {
  const found = among.find(({ name }) => name === first);
  if (found === undefined) throw new Error(`No command ${first}.`);
  const { subcommands = [] } = found;
  return subcommands.some(({ name }) => name === rest[0]) ? commandOf(rest, subcommands) : found;
}

const namesIn = (flags: object): readonly string[] =>
  Object.values(flags as Readonly<Record<string, { readonly flag: string }>>).flatMap(
    ({ flag }) => flag.match(/--[a-z-]+/g) ?? [],
  );

test("the names of commands are those of the commands", () => {
  expect([...commandNames]).toEqual(commands.map(({ name }) => name));
});

test("an advice names only commands and flags that there are", () => {
  const unknown = advised.flatMap(([words, file]) => {
    const command = commandOf(words.split(/[^a-z-]+/), commands);
    const known = [...namesIn(command.flags ?? {}), ...namesIn(globalFlags)];
    const flags = command.passThrough === true ? [] : (words.match(/(?<= )--[a-z][a-z-]*/g) ?? []);
    return flags.filter((flag) => !known.includes(flag)).map((flag) => `${file}: ${words}: ${flag}`);
  });
  expect(advised.length).toBeGreaterThan(100);
  expect(unknown).toEqual([]);
});

test.each([
  ["temporal-start start", "temporal-start --instance blue start"],
  ["temporal-start logs temporal-web --tail 9", "temporal-start --instance blue logs temporal-web --tail 9"],
  ["Run temporal-start on the engine's own machine", "Run temporal-start on the engine's own machine"],
  ["which temporal-start does not support", "which temporal-start does not support"],
  ["temporal-start started it", "temporal-start started it"],
])("%j is typed for an instance as %j", (text, typed) => {
  expect(commandsFor("blue", text)).toBe(typed);
});
