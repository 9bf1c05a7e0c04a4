import { expect, test } from "vitest";
import { buildProgram } from "../../src/cli/build-program.ts";
import { defineCommand } from "../../src/commands/define-command.ts";
import type { CommandInput } from "../../src/commands/input.ts";

const definition = defineCommand({
  name: "try",
  summary: "Try it",
  flags: {
    moves: { flag: "--free-ports", summary: "a switch" },
    wait: { flag: "--no-wait", summary: "a switch that is on" },
    lines: { flag: "-n, --tail <lines>", summary: "with a value" },
  },
  arguments: {
    shell: { summary: "one", required: true },
    services: { summary: "several", variadic: true },
  },
  examples: [],
  run: () => Promise.resolve({ exitCode: 0, data: null, text: "" }),
});

const nothing = { moves: false, wait: true, lines: undefined };

test.each<readonly [string, CommandInput["flags"], CommandInput["arguments"]]>([
  ["bash", nothing, { shell: "bash", services: [] }],
  ["bash web server", nothing, { shell: "bash", services: ["web", "server"] }],
  ["--free-ports --no-wait bash", { ...nothing, moves: true, wait: false }, { shell: "bash", services: [] }],
  ["-n 3 bash", { ...nothing, lines: "3" }, { shell: "bash", services: [] }],
  ["bash --tail=", { ...nothing, lines: "" }, { shell: "bash", services: [] }],
])("`try %s` is read by the names of the definition", async (line, flags, given) => {
  const read: CommandInput[] = [];
  const program = buildProgram([definition], "1.2.3", (_path, _definition, input) => {
    read.push(input);
    return Promise.resolve();
  });
  await program.parseAsync(["try", ...line.split(" ")], { from: "user" });
  expect(read).toEqual([{ flags, arguments: given }]);
});
