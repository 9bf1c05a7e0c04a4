import { describe, expect, test } from "vitest";
import type { CommandDefinition } from "../../../src/commands/command.ts";
import { findCompletion } from "../../../src/commands/completion/find-completion.ts";
import { commands } from "../../../src/commands/index.ts";

const program: CommandDefinition = { name: "temporal-start", summary: "", examples: [], subcommands: commands };
const valuesOf = (...words: readonly string[]): readonly string[] =>
  findCompletion(program, words).candidates.map(({ value }) => value);

test("an empty line offers every command, with its summary", () => {
  expect(findCompletion(program, [""]).candidates).toEqual(
    commands.map(({ name, summary }) => ({ value: name, summary })),
  );
});

test("flags of the command and those of the whole program are offered after a dash", () => {
  expect(valuesOf("logs", "-")).toEqual(
    expect.arrayContaining(["--follow", "--tail", "--since", "--timestamps", "--instance", "--json", "--help"]),
  );
  expect(valuesOf("-")).toContain("--version");
  expect(valuesOf("status", "--")).not.toContain("--follow");
});

test("a flag is offered once under whichever name it was given, but --set again and again", () => {
  const offered = valuesOf("logs", "-f", "--set", "POSTGRES_PORT=1", "-");
  expect(offered).not.toContain("--follow");
  expect(offered).toContain("--set");
});

describe("what stands in the place of a word", () => {
  test.each([
    ["a service", ["logs", ""], "services"],
    ["a further service", ["restart", "temporal-web", ""], "services"],
    ["a service after a flag with its value", ["logs", "--tail", "5", ""], "services"],
    ["a namespace", ["namespace", "describe", ""], "namespaces"],
    ["an instance", ["--instance", ""], "instances"],
    ["an instance after a command", ["status", "--instance", ""], "instances"],
    ["a setting", ["start", "--set", ""], "settings"],
    ["a file", ["start", "--settings", ""], "files"],
    ["a shell", ["completion", ""], ["bash", "zsh", "fish"]],
    ["nothing after the last argument", ["namespace", "describe", "default", ""], undefined],
    ["nothing for the value of a flag with free text", ["logs", "--since", ""], undefined],
    ["nothing of ours for the Temporal CLI", ["cli", "workflow", ""], undefined],
  ])("is %s", (_, words, suggests) => {
    expect(findCompletion(program, words).suggests).toEqual(suggests);
  });

  test("is the value of a flag with an equals sign", () => {
    expect(findCompletion(program, ["--instance=bl"])).toMatchObject({ suggests: "instances", prefix: "--instance=" });
  });

  test("is no flag after --", () => {
    expect(findCompletion(program, ["logs", "--", "-"])).toMatchObject({ candidates: [], suggests: "services" });
  });
});

test("subcommands are offered in the place of the first word alone", () => {
  expect(valuesOf("namespace", "")).toEqual(["list", "describe", "update", "delete"]);
  expect(valuesOf("namespace", "orders", "")).toEqual([]);
  expect(valuesOf("--instance", "blue", "config", "")).toEqual(["show", "validate", "init", "path"]);
});
