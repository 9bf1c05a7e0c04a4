import { open, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { isCi } from "../cluster/settings/ci.ts";
import { makeFolder } from "../host/make-folder.ts";
import { stateHome } from "../host/user-folders.ts";

const dayMs = 86_400_000;
const setting = "TEMPORAL_START_UPDATE_NOTICE";

export interface NoticeSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly argv: readonly string[];
  readonly version: string;
  readonly isStderrTerminal: boolean;
  readonly platform: NodeJS.Platform;
  readonly nowMs: number;
  readonly writeError: (text: string) => void;
}

/**
 * Tells a person of a newer version that an earlier look found, at most once a day, and lets npm look once a day
 * in the background for the next command. It waits for nothing and fails at nothing.
 */
export async function noticeUpdate(surroundings: NoticeSurroundings): Promise<void> {
  if (!isWelcome(surroundings)) return;
  const { environment, version, nowMs, writeError } = surroundings;
  try {
    const folder = join(stateHome(environment, environment.HOME ?? homedir()), "temporal-start");
    const [found, shown] = [join(folder, "latest-version"), join(folder, "latest-version-shown")];
    const latest = (await readFile(found, "utf8").catch(() => "")).trim();
    if (isNewer(latest, version) && (await ageMs(shown, nowMs)) >= dayMs) {
      writeError(`temporal-start ${latest} is there; this is ${version}. ${setting}=0 turns this notice off.\n`);
      await touch(shown, nowMs);
    }
    if ((await ageMs(found, nowMs)) >= dayMs) await lookInBackground(folder, found, surroundings);
  } catch {
    // A notice is worth no failure.
  }
}

function isWelcome({ environment, argv, isStderrTerminal, platform }: NoticeSurroundings): boolean {
  const isQuiet = isCi(environment) || environment[setting] === "0";
  const isForPrograms = argv.some((word) => word === "--json" || word === "__complete");
  // There npm is a script of the command interpreter, which a program starts only through a shell.
  return isStderrTerminal && !isQuiet && !isForPrograms && platform !== "win32";
}

/** Later by at least a patch; what is no plain version is never newer. */
export function isNewer(latest: string, current: string): boolean {
  const [left, right] = [partsOf(latest), partsOf(current)];
  const index = left.findIndex((part, place) => part !== right[place]);
  return left.length === 3 && right.length === 3 && (left[index] ?? 0) > (right[index] ?? 0);
}

function partsOf(version: string): readonly number[] {
  return (/^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/.exec(version) ?? []).slice(1).map(Number);
}

async function ageMs(file: string, nowMs: number): Promise<number> {
  try {
    return nowMs - (await stat(file)).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

async function touch(file: string, nowMs: number): Promise<void> {
  await writeFile(file, "");
  await utimes(file, nowMs / 1000, nowMs / 1000);
}

/** npm asks the registry that the user has set, and writes the version into the file; if it fails, it is asked tomorrow. */
async function lookInBackground(
  folder: string,
  found: string,
  { environment, nowMs }: NoticeSurroundings,
): Promise<void> {
  makeFolder(folder);
  const output = await open(found, "w");
  try {
    await output.utimes(nowMs / 1000, nowMs / 1000);
    const { spawn } = await import("node:child_process");
    const options = { cwd: folder, env: { ...environment }, detached: true } as const;
    const child = spawn("npm", ["view", "temporal-start", "version"], {
      ...options,
      stdio: ["ignore", output.fd, "ignore"],
    });
    child.on("error", () => undefined);
    child.unref();
  } finally {
    await output.close();
  }
}
