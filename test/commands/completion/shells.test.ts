import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completionScripts } from "../../../src/commands/completion/scripts.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { serveEngine } from "../../support/fake-engine-server.ts";
import { useInstalledProgram } from "../../support/installed-program.ts";

const pollMs = 15_000;

/** What stands in the line when the tab key is pressed, and what the shell offers. */
const lines: readonly (readonly [string, readonly string[]])[] = [
  ["sta", ["start", "status"]],
  ["config ", ["init", "path", "show", "validate"]],
  ["logs temporal-server temporal-e", ["temporal-elasticsearch"]],
  ["status --inst", ["--instance"]],
  ["status --instance ", ["blue"]],
  ["--set POSTGRES_PO", ["POSTGRES_PORT="]],
  ["start --settings mi", ["mine one.env"]],
  ["completion z", ["zsh"]],
  ["cli workflow ", []],
];

/** Programs that ask a shell, by shell. */
const askers: Readonly<Record<string, string>> = {
  // As readline does it: the line is split at blanks and at = and :.
  bash: String.raw`
    eval "$(temporal-start completion bash)"
    line="temporal-start $LINE"
    COMP_LINE=$line COMP_POINT=${"$"}{#line}
    read -ra raw <<<"$line"
    COMP_WORDS=()
    for word in "${"$"}{raw[@]}"; do
      while [[ $word == *[=:]* ]]; do
        head=${"$"}{word%%[=:]*}; [[ -n $head ]] && COMP_WORDS+=("$head")
        rest=${"$"}{word#"$head"}; COMP_WORDS+=("${"$"}{rest:0:1}"); word=${"$"}{rest:1}
      done
      [[ -n $word ]] && COMP_WORDS+=("$word")
    done
    [[ $line == *" " ]] && COMP_WORDS+=("")
    COMP_CWORD=$((${"$"}{#COMP_WORDS[@]} - 1))
    _temporal_start 2>&1
    ((${"$"}{#COMPREPLY[@]})) && printf '%s\n' "${"$"}{COMPREPLY[@]}"
    exit 0`,
  zsh: String.raw`
    autoload -Uz compinit && compinit -D
    source <(temporal-start completion zsh)
    # Outside of a line that is edited there is no place to offer anything.
    _describe() { print -rl -- "${"$"}{(@)items%%:*}" }
    _files() { print -rl -- ${"$"}{words[CURRENT]}*(N) }
    words=(temporal-start "${"$"}{(@s: :)LINE}") CURRENT=$#words
    _temporal_start
    exit 0`,
  fish: String.raw`
    temporal-start completion fish | source
    complete --do-complete "temporal-start $LINE" | string replace -r '\t.*' ''
    exit 0`,
};

const isInstalled = (shell: string): boolean => spawnSync(shell, ["-c", "exit 0"]).status === 0;
const shells = Object.keys(completionScripts).filter((shell) => shell === "bash" || isInstalled(shell));

const program = useInstalledProgram();
let folder: string;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "completion-")));
  await mkdir(join(folder, "bin"));
  await mkdir(join(folder, "here"));
  await symlink(program.file, join(folder, "bin", "temporal-start"));
  await writeFile(join(folder, "here", "mine one.env"), "");
  const PATH = `${join(folder, "bin")}:${process.env.PATH ?? ""}`;
  environment = { PATH, HOME: folder, LC_ALL: "C.UTF-8" };
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function offered(shell: string, line: string): Promise<readonly string[]> {
  const args = [...(shell === "zsh" ? ["-f"] : []), "-c", askers[shell] ?? ""];
  const DOCKER_HOST = (await serveEngine(FakeCluster.running({ TEMPORAL_INSTANCE: "blue" }))).address;
  const { stdout, stderr } = await promisify(execFile)(shell, args, {
    env: { ...environment, DOCKER_HOST, LINE: line },
    cwd: join(folder, "here"),
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((text) => text !== "");
}

/** On a busy machine names that are looked up may come too late for one press of the key. */
async function expectOffered(shell: string, line: string, names: readonly string[]): Promise<void> {
  const sorted = async (): Promise<readonly string[]> => (await offered(shell, line)).toSorted();
  await expect.poll(sorted, { timeout: pollMs }).toEqual(names);
}

describe.each(shells)("%s offers", (shell) => {
  test.each(lines)("after `temporal-start %s`", async (line, names) => {
    await expectOffered(shell, line, names);
  });
});

test("bash offers the part after an equals sign, where it takes the sign for the end of a word", async () => {
  await expectOffered("bash", "status --instance=", ["blue"]);
  await expectOffered("bash", "status --instance=bl", ["blue"]);
});
