import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { cleanEnvironment } from "../cluster/environment.ts";
import { entryFile } from "../harness/folders.ts";
import { type Ended, runChild } from "../measure/child.ts";
import { type FakeEngine, serveFakeEngine } from "./fake-engine.ts";

/** Lists, so that a difference names what came or went. */
export type Costs = Readonly<Record<string, readonly string[]>>;

const instance = "guard";
const limitMs = 60_000;

/** Notes each docker command in a file and does nothing. */
const fakeDocker = `#!/bin/sh
(IFS='	'; echo "$*") >> "$GUARD_CALLS"
case "$*" in
  *"config --hash"*) for name in postgres elasticsearch schema server web cli; do echo "temporal-$name 0"; done ;;
esac
`;

/** Runs the program against an engine that only pretends; needs no Docker and takes a few seconds. */
export async function measureCosts(): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), "temporal-start-guard-"));
  const engines: FakeEngine[] = [];
  try {
    const full = await serveFakeEngine(join(folder, "full.sock"), instance, () => true);
    const filling = await serveFakeEngine(join(folder, "filling.sock"), instance, () =>
      readFileSync(callsOf(folder, "start---no-wait"), "utf8").includes("--no-start"),
    );
    engines.push(full, filling);
    const status = await observe(folder, full, ["status"]);
    const stop = await observe(folder, full, ["stop"]);
    const start = await observe(folder, filling, ["start", "--no-wait"]);
    // The first ones learn what compose says of the configuration.
    await observe(folder, full, ["restart", "temporal-cli"]);
    const restart = await observe(folder, full, ["restart", "temporal-cli"]);
    await observe(folder, full, ["start", "--no-wait", "--timings"]);
    const again = await observe(folder, full, ["start", "--no-wait", "--timings"]);
    return {
      "engine calls of status": status.calls,
      "processes that status spawns": status.processes,
      "processes that start spawns": start.processes,
      "processes that start on a running cluster spawns": again.processes,
      "engine calls of restart": restart.calls,
      "processes that restart spawns": restart.processes,
      "processes that stop spawns": stop.processes,
      "engine calls of stop": stop.calls,
    };
  } finally {
    for (const engine of engines) engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const callsOf = (folder: string, name: string): string => join(folder, name, "calls");

interface Observed {
  readonly calls: readonly string[];
  readonly processes: readonly string[];
}

async function observe(folder: string, engine: FakeEngine, args: readonly string[]): Promise<Observed> {
  const name = args.join("-");
  const place = join(folder, name);
  mkdirSync(join(place, "bin"), { recursive: true });
  const callsFile = callsOf(folder, name);
  writeFileSync(callsFile, "");
  writeFileSync(join(place, "bin", "docker"), fakeDocker);
  chmodSync(join(place, "bin", "docker"), 0o755);
  engine.takeCalls();
  const ended = await runChild(process.execPath, [entryFile, "--instance", instance, ...args], {
    signal: AbortSignal.timeout(limitMs),
    cwd: place,
    env: {
      ...cleanEnvironment(),
      DOCKER_HOST: engine.address,
      GUARD_CALLS: callsFile,
      PATH: [join(place, "bin"), dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
      XDG_STATE_HOME: join(place, "state"),
    },
  });
  requireKnownEnd(ended, name);
  return {
    calls: [...engine.takeCalls()].sort(),
    processes: linesOf(callsFile).map(withoutPlaces),
  };
}

const linesOf = (file: string): readonly string[] => readFileSync(file, "utf8").split("\n").filter(Boolean);

/** 0, or what status answers when nothing listens behind the containers. */
function requireKnownEnd({ exitCode, stderr }: Ended, name: string): void {
  if (exitCode !== 0 && exitCode !== 4)
    throw new Error(`${name} ended with ${String(exitCode)} against the pretended engine: ${stderr.trim()}`);
}

/** Arguments come with tabs between them, because folders may have spaces in their names. */
const withoutPlaces = (line: string): string =>
  `docker ${line.replace(/--(?:project-[a-z]+|file|env-file)\t[^\t]*\t/g, "").replaceAll("\t", " ")}`;
