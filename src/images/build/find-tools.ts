import { readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { TemporalStartError } from "../../errors.ts";
import { isAccessible } from "../../host/is-accessible.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";
import { type BuildTool, missingToolsError, oldestGoMinor } from "../plan/build-tools.ts";

type Environment = Readonly<Record<string, string>>;

/**
 * Looks for every tool at once and returns the environment in which they are found: distributions
 * keep versioned Go packages in folders of their own, off the PATH.
 * @throws TemporalStartError BUILD_TOOLS_MISSING
 */
export async function environmentWithTools(
  processes: ProcessRunner,
  environment: Environment,
  tools: readonly BuildTool[],
): Promise<Environment> {
  const go = tools.some(({ program }) => program === "go") ? await findGo(processes, environment) : undefined;
  const found = await Promise.all(
    tools.map(async (tool) => ((await isThere(processes, environment, tool, go)) ? undefined : tool)),
  );
  const missing = found.filter((tool) => tool !== undefined);
  if (missing.length > 0) throw missingToolsError(missing, go?.version);
  return go?.folder === undefined
    ? environment
    : { ...environment, PATH: [go.folder, environment.PATH ?? ""].join(delimiter) };
}

async function isThere(
  processes: ProcessRunner,
  environment: Environment,
  { program }: BuildTool,
  go: FoundGo | undefined,
): Promise<boolean> {
  if (program === "go") return go?.usable === true;
  const [command = program, ...subcommand] = program.split(" ");
  // The only question that each of these answers without doing anything.
  const question = subcommand.length > 0 ? [...subcommand, "version"] : ["--version"];
  return (await ask(processes, environment, command, question)) !== undefined;
}

interface FoundGo {
  readonly version: string;
  readonly usable: boolean;
  /** Absent when it is on the PATH. */
  readonly folder: string | undefined;
}

async function findGo(processes: ProcessRunner, environment: Environment): Promise<FoundGo | undefined> {
  let tooOld: FoundGo | undefined;
  for (const folder of [undefined, ...(await goFolders())]) {
    const answer = await ask(processes, environment, folder === undefined ? "go" : join(folder, "go"), ["version"]);
    const version = /go1\.(\d+)\S*/.exec(answer ?? "");
    if (version?.[1] === undefined) continue;
    if (Number(version[1]) >= oldestGoMinor) return { version: version[0], usable: true, folder };
    tooOld ??= { version: version[0], usable: false, folder };
  }
  return tooOld;
}

async function goFolders(): Promise<readonly string[]> {
  const library = await readdir("/usr/lib").catch(() => []);
  const versioned = library
    .filter((name) => /^go-1\.\d+$/.test(name))
    .sort()
    .reverse();
  const candidates = [...versioned.map((name) => `/usr/lib/${name}/bin`), "/usr/local/go/bin"];
  const there = await Promise.all(candidates.map((folder) => isAccessible(join(folder, "go"))));
  return candidates.filter((_, index) => there[index]);
}

/** What a program answers, or undefined when it is not there or refuses. */
async function ask(
  processes: ProcessRunner,
  env: Environment,
  command: string,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await processes.run(command, args, { env });
    return exitCode === 0 ? stdout : undefined;
  } catch (failure) {
    if (failure instanceof TemporalStartError && failure.facts.code === "PROGRAM_MISSING") return undefined;
    throw failure;
  }
}
