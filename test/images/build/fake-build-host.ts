import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TemporalStartError } from "../../../src/errors.ts";
import type { ProcessRunner, RunResult } from "../../../src/interfaces/processes.ts";
import { createFakeEngine } from "./fake-engine.ts";

type Environment = Readonly<Record<string, string>>;

/** A host whose tools leave the files that the real ones leave, and an engine that remembers its tags. */
export interface FakeBuildHost {
  readonly processes: ProcessRunner;
  readonly calls: readonly { readonly line: string; readonly env: Environment }[];
  tags(): readonly string[];
  /** Commands that begin so fail with this output; undefined lets them succeed again. */
  fail(beginning: string, output: string | undefined): void;
  remove(...programs: readonly string[]): void;
  onMaven(fill: (folder: string) => Promise<void>): void;
}

type Tool = (args: readonly string[], env: Environment) => RunResult | Promise<RunResult>;

const succeeded = (stdout = ""): RunResult => ({ exitCode: 0, stdout, stderr: "" });
const option = (args: readonly string[], name: string): string =>
  args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
const after = (args: readonly string[], name: string): readonly string[] =>
  args.filter((_arg, index) => args[index - 1] === name);

export function createFakeBuildHost(): FakeBuildHost {
  const engine = createFakeEngine();
  const failures = new Map<string, string>();
  const removed = new Set<string>();
  const calls: { readonly line: string; readonly env: Environment }[] = [];
  let fillJars: (folder: string) => Promise<void> = () => Promise.resolve();

  const tools: Readonly<Record<string, Tool>> = {
    "docker image": (args) => engine.inspect(args.slice(4)),
    "docker import": (args) =>
      engine.keep(
        args.at(-1) ?? "",
        after(args, "--change").map((change) => change.replace("LABEL ", "")),
      ),
    "mmdebstrap --variant=custom": tellSources,
    "docker build": (args) => engine.keep(option(args, "--tag"), after(args, "--label")),
    "go version": () => succeeded("go version go1.24.0 linux/amd64"),
    "go mod": fetchModule,
    "go build": compile,
    "apt-get install": downloadArchive,
    "mvn --batch-mode": async (args) => {
      const folder = option(args, "-DoutputDirectory");
      await mkdir(folder, { recursive: true });
      await fillJars(folder);
      return succeeded();
    },
  };

  return {
    calls,
    tags: () => engine.tags(),
    fail(beginning, output) {
      if (output === undefined) failures.delete(beginning);
      else failures.set(beginning, output);
    },
    remove(...programs) {
      for (const program of programs) removed.add(program);
    },
    onMaven(fill) {
      fillJars = fill;
    },
    processes: {
      async run(command, args, { env = {}, onLine } = {}) {
        const line = [command, ...args].join(" ");
        calls.push({ line, env });
        if (removed.has(command)) {
          throw new TemporalStartError({ code: "PROGRAM_MISSING", category: "preflight", message: `no ${command}` });
        }
        const failure = [...failures].find(([beginning]) => line.startsWith(beginning))?.[1];
        if (failure === undefined) return (await tools[`${command} ${args[0] ?? ""}`]?.(args, env)) ?? succeeded();
        onLine?.(failure, "stderr");
        return { exitCode: 1, stdout: "", stderr: failure };
      },
      pipe: () => Promise.reject(new Error("no build step streams")),
      inherit: () => Promise.reject(new Error("no build step runs in a container")),
      launch: () => Promise.reject(new Error("no build step starts a program that stays")),
    },
  };
}

async function fetchModule(_args: readonly string[], env: Environment): Promise<RunResult> {
  const folder = join(env.HOME ?? "", "module");
  await mkdir(join(folder, "docker"), { recursive: true });
  await writeFile(join(folder, "docker", "config-template.yaml"), "port: 8080\n");
  return succeeded(JSON.stringify({ Dir: folder }));
}

async function compile(args: readonly string[]): Promise<RunResult> {
  const output = after(args, "-o")[0] ?? "";
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, "program");
  return succeeded();
}

async function tellSources(args: readonly string[]): Promise<RunResult> {
  const file = /download \S+ "(.*)"/.exec(option(args, "--setup-hook"))?.[1] ?? "";
  await writeFile(file, "deb http://debian.example bookworm main\n");
  return succeeded();
}

async function downloadArchive(_args: readonly string[], env: Environment): Promise<RunResult> {
  const state = /Dir::State "(.*)"/.exec(await readFile(env.APT_CONFIG ?? "", "utf8"))?.[1] ?? "";
  await writeFile(join(state, "archives", "some_1%3a2_amd64.deb"), "package");
  return succeeded();
}
