import { stat } from "node:fs/promises";
import { join } from "node:path";
import { causeMessage } from "../../errors.ts";
import type { ProcessRunner, RunOptions, RunResult } from "../../interfaces/processes.ts";
import { isComposeMissing, unusableCompose, unusableOverlay } from "./unusable-compose.ts";

/** `docker compose` on the cluster's files with the settings as variables. */
export interface Compose {
  /**
   * Hash of each service's resolved configuration, as compose labels its containers.
   * @param worn the hashes that containers wear now, by service
   */
  configHashes(worn: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  /** Services that the user's overlay makes other than they would be; empty without one. @throws OVERLAY_INVALID, COMPOSE_FAILED */
  changedByOverlay(): Promise<readonly string[]>;
  /** Runs one compose command; resolves when it ended, whatever its exit code. */
  run(args: readonly string[], options?: Pick<RunOptions, "signal" | "onLine">): Promise<RunResult>;
}

export interface ComposeProject {
  /** Folder of the files; relative mounts start there. */
  readonly folder: string;
  /** Names of the cluster's files, each laid over those before it. */
  readonly files: readonly string[];
  readonly project: string;
  /** The whole environment: what the docker command needs and one variable a setting. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the settings came from. Compose writes it on its containers; the variables of the environment win over it. */
  readonly settingsFile?: string;
  /** The user's own file, laid over them in every command. */
  readonly overlay?: string;
}

/** Runs `docker compose`; every value travels as an environment variable, never on the command line. */
export function createCompose(
  processes: ProcessRunner,
  { folder, files, project, environment, settingsFile, overlay }: ComposeProject,
): Compose {
  const own = [
    "compose",
    "--project-name",
    project,
    "--project-directory",
    folder,
    ...files.flatMap((file) => ["--file", join(folder, file)]),
  ];
  const base = overlay === undefined ? own : [...own, "--file", overlay];
  const options = async () => ({ env: { ...environment, ...(await originOf(settingsFile)) }, cwd: folder });
  type Hashes = Readonly<Record<string, string>>;
  const hashes = async (words: readonly string[], refusal: (stderr: string) => Promise<Error>): Promise<Hashes> => {
    const { exitCode, stdout, stderr } = await processes.run(
      "docker",
      [...words, "config", "--hash", "*"],
      await options(),
    );
    if (exitCode !== 0) throw await refusal(stderr);
    const pairs = stdout.split("\n").map((line) => line.trim().split(/\s+/));
    return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair.length === 2));
  };
  const ownHashes = (): Promise<Hashes> => hashes(own, (stderr) => Promise.resolve(unusableCompose(stderr)));
  // An overlay is to blame for what fails with it and works without it.
  const allHashes = (without: () => Promise<Hashes>): Promise<Hashes> =>
    overlay === undefined
      ? ownHashes()
      : hashes(base, async (stderr) => unusableOverlay(stderr, overlay, Object.keys(await without())));
  return {
    configHashes: () => allHashes(ownHashes),
    async changedByOverlay() {
      if (overlay === undefined) return [];
      const asked = ownHashes();
      const [before, after] = await Promise.all([asked, allHashes(() => asked)]);
      return Object.keys(after).filter((service) => after[service] !== before[service]);
    },
    async run(args, extra = {}) {
      const result = await processes.run("docker", [...base, ...args], { ...(await options()), ...extra });
      if (result.exitCode !== 0 && isComposeMissing(result.stderr)) throw unusableCompose(result.stderr);
      return result;
    },
  };
}

/**
 * Compose takes several files, with commas between them, and ends where it cannot open one: what a shell hands on as
 * a file, `<(…)`, is a pipe that was read already. A Compose that is too old for this variable passes it by.
 */
async function originOf(settingsFile: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (settingsFile === undefined || settingsFile.includes(",") || !(await isFile(settingsFile))) return {};
  return { COMPOSE_ENV_FILES: settingsFile };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** A program that hangs must not outlive whoever asks. */
const longestMs = 5_000;

/**
 * In Compose's own words; they may be anything.
 * @throws TemporalStartError COMPOSE_MISSING, PROGRAM_MISSING, COMPOSE_FAILED
 */
export async function askComposeVersion(processes: Pick<ProcessRunner, "run">): Promise<string> {
  const signal = AbortSignal.timeout(longestMs);
  const { exitCode, stdout, stderr } = await processes.run("docker", ["compose", "version", "--short"], { signal });
  if (exitCode === 0) return stdout.trim();
  throw isComposeMissing(stderr) ? unusableCompose(stderr) : silentCompose(exitCode, stderr);
}

/** It is there; what it can do shows when it is used. */
function silentCompose(exitCode: number, stderr: string): Error {
  return new Error(`docker compose version ended with exit code ${String(exitCode)}: ${causeMessage(stderr)}`);
}
