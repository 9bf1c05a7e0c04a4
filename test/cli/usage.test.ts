// cspell:ignore strat PROT shwo staus timeot
import { describe, expect, test } from "vitest";
import type { CommandDefinition } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { runInProcess } from "../support/in-process.ts";
import { problemsOf } from "../support/json-schemas.ts";

interface Line {
  readonly path: readonly string[];
  readonly definition: CommandDefinition;
}

const linesOf = (definition: CommandDefinition, above: readonly string[] = []): readonly Line[] => {
  const path = [...above, definition.name];
  return [{ path, definition }, ...(definition.subcommands ?? []).flatMap((child) => linesOf(child, path))];
};
const all = commands.flatMap((definition) => linesOf(definition));
const withHelp = all.filter(({ definition }) => definition.passThrough !== true);

describe("a command line that makes no sense ends with 2 and one message", () => {
  test.each([
    ["an unknown command", ["strat"], "Unknown command 'strat'"],
    ["an unknown flag", ["start", "--fast"], "Unknown option '--fast'"],
    ["an unknown flag of the program", ["--fast", "start"], "Unknown option '--fast'"],
    ["a flag of another command", ["status", "--tail", "5"], "Unknown option '--tail'"],
    ["a missing argument", ["namespace"], "Missing required argument 'names'"],
    ["a missing argument of a subcommand", ["namespace", "delete"], "Missing required argument 'name'"],
    ["a flag without its value", ["logs", "--tail"], "Option '-n, --tail <lines>' argument missing"],
    ["an argument too many", ["status", "temporal-web"], "Too many arguments for 'status'"],
  ])("%s", async (_, argv, words) => {
    const { exitCode, stdout, stderr } = await runInProcess(argv);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^Error: .*\n→ .*temporal-start .*\n$/);
    expect(stderr).toContain(`Error: ${words}`);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe("");
  });

  test.each([
    [["strat"], "Did you mean start? temporal-start start"],
    [["config", "shwo"], "Did you mean show? temporal-start config show"],
    [["--instance", "blue", "staus"], "Did you mean status? temporal-start --instance blue status"],
    [["zzz"], "temporal-start --help"],
    [["config", "zzz"], "temporal-start config --help"],
    [["stop", "--wait-timeot", "9"], "Did you mean --wait-timeout? temporal-start stop --help"],
  ])("%j is answered with what is near, and what to type", async (argv, hint) => {
    const { exitCode, stderr } = await runInProcess(argv);
    expect(exitCode).toBe(2);
    expect(stderr.split("\n").slice(1)).toEqual([`→ ${hint}`, ""]);
    const { error } = JSON.parse((await runInProcess([...argv, "--json"])).stdout) as { error: { hint: string } };
    expect(error.hint).toBe(hint);
  });

  test.each([
    ["--set without a value", ["start", "--set", "TEMPORAL_WEB_PORT"], "--set number 1 is not KEY=value."],
    ["--set without a key", ["start", "--set", "=1"], "--set number 1 is not KEY=value."],
    [
      "--set that may be a password without showing it",
      ["start", "--set", "TEMPORAL_WEB_PORT=1", "--set", "POSTGRES_PASSWORD:hunter2"],
      "Error: --set number 2 is not KEY=value.\n",
    ],
    [
      "--set with an unknown key",
      ["start", "--set", "NO_SUCH=1"],
      "--set: NO_SUCH is not a setting of temporal-start.",
    ],
    [
      "--set with a misspelt key",
      ["start", "--set", "TEMPORAL_WEB_PROT=1"],
      "--set: TEMPORAL_WEB_PROT is not a setting of temporal-start. Did you mean TEMPORAL_WEB_PORT?",
    ],
    [
      "an instance that cannot be one under the flag that named it",
      ["status", "--instance", "Bad Name"],
      '--instance: TEMPORAL_INSTANCE "Bad Name" ',
    ],
    [
      "--set with a key that every object has",
      ["start", "--set", "__proto__=1"],
      "--set: __proto__ is not a setting of temporal-start.",
    ],
    [
      "a settings file that is not there",
      ["start", "--settings", "none.env"],
      "The settings file none.env cannot be read",
    ],
    [
      "a settings file without an end",
      ["start", "--settings", "/dev/zero"],
      "The settings file /dev/zero cannot be read: it is a device, and no file.",
    ],
  ])("%s", async (_, argv, words) => {
    const { exitCode, stderr } = await runInProcess(argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });
});

test.each([[[]], [["images"]]])("%j alone shows what can be typed, and ends with 2", async (argv) => {
  const { exitCode, stdout, stderr } = await runInProcess(argv);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("Commands:");
});

describe("help", () => {
  test.each(withHelp.map((line) => [line.path.join(" "), line] as const))(
    "of %s goes to stdout and has every example",
    async (_, line) => {
      const { exitCode, stdout, stderr } = await runInProcess([...line.path, "--help"]);
      expect(exitCode).toBe(0);
      expect(stderr).toBe("");
      expect(stdout).toContain(`Usage: temporal-start ${line.path.join(" ")}`);
      expect(stdout).toContain("Examples:");
      expect(line.definition.examples.length).toBeGreaterThan(0);
      for (const { command, explains } of line.definition.examples) {
        expect(stdout).toContain(command);
        expect(stdout).toContain(explains);
      }
    },
  );

  test("of the program lists every command", async () => {
    const { exitCode, stdout } = await runInProcess(["--help"]);
    expect(exitCode).toBe(0);
    for (const { name, summary } of commands) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
      expect(stdout.replace(/\s+/g, " ")).toContain(summary);
    }
  });

  test("for the Temporal CLI is the program's own", async () => {
    const { exitCode, stdout } = await runInProcess(["help", "cli"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("temporal-start cli workflow list");
  });
});

test.each(all.map(({ path, definition }) => [path.join(" "), definition] as const))(
  "the examples of %s are command lines of that command",
  (path, { examples, name }) => {
    for (const { command } of examples) {
      expect(command).toMatch(/^temporal-start /);
      expect(command).toContain(path.startsWith("namespace") && name === "namespace" ? "namespace" : path);
    }
  },
);

test.each(["--version", "-V"])("%s prints the version alone", async (flag) => {
  expect(await runInProcess([flag])).toEqual({ exitCode: 0, stdout: "1.2.3\n", stderr: "" });
});

test.each([[["--version", "--json"]], [["--json", "-V"]]])("%j prints it as a document", async (argv) => {
  const { exitCode, stdout, stderr } = await runInProcess(argv);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const document = JSON.parse(stdout) as object;
  expect(document).toMatchObject({ command: "version", status: "ok", data: { version: "1.2.3" } });
  expect(problemsOf("version", document)).toEqual([]);
});
