import { randomUUID } from "node:crypto";
import { linkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ClusterLock, LockHolder } from "../interfaces/lock.ts";
import { makeFolder } from "./make-folder.ts";
import { processIdentity } from "./process-identity.ts";
import { readIfThere } from "./read-if-there.ts";
import { removeIfEmpty } from "./remove-if-empty.ts";
import { removeIfThere } from "./remove-if-there.ts";
import { replaceFile } from "./replace-file.ts";

/** What the file says. */
interface LockFile {
  readonly pid: number;
  readonly processStart: string;
  readonly host: string;
  readonly command: string;
  /** ISO 8601. */
  readonly since: string;
  /** What it called, and what goes on without it. */
  readonly children?: readonly Child[];
}

interface Child {
  readonly pid: number;
  readonly processStart: string;
}

/** Whoever finds a file that is gone a moment later tries again, so often at the most. */
const maxAttempts = 100;
/** Another process needs no longer than that to remove a lock. */
const healingMs = 5;

/** A lock as a file: it belongs to the living process that it names, and to nobody else. */
export function createClusterLock(path: string): ClusterLock {
  let mine: string | undefined;
  /** Of an instance that nobody knows, a command that finds nothing to do leaves nothing. */
  let isFolderMine = false;
  /** One change of the file after the other. */
  let changes: Promise<unknown> = Promise.resolve();
  return {
    async take(command) {
      const { pid } = process;
      const processStart = (await processIdentity(pid)) ?? "";
      const own: LockFile = { pid, processStart, host: hostname(), command, since: new Date().toISOString() };
      const text = textOf(own);
      const fresh = `${path}.${randomUUID()}`;
      isFolderMine = writeWithFolder(fresh, text) || isFolderMine;
      try {
        const holder = await takeWith(fresh, path);
        if (holder === undefined) mine = text;
        return holder;
      } finally {
        removeIfThere(fresh);
      }
    },
    async adopt(pid) {
      changes = changes.then(async () => {
        const processStart = await processIdentity(pid);
        if (mine === undefined || processStart === undefined) return;
        const own = JSON.parse(mine) as LockFile;
        mine = textOf({ ...own, children: [...(own.children ?? []), { pid, processStart }] });
        replaceFile(path, mine);
      });
      await changes;
    },
    async release() {
      await changes.catch(() => undefined);
      if (mine !== undefined && readIfThere(path) === mine) removeIfThere(path);
      mine = undefined;
      if (isFolderMine) removeIfEmpty(dirname(path));
    },
  };
}

/** @returns whether the folder was made for it */
function writeWithFolder(path: string, text: string): boolean {
  for (let attempt = 1; ; attempt += 1) {
    const isMade = makeFolder(dirname(path), 0o700);
    try {
      writeFileSync(path, text, { mode: 0o600, flag: "wx" });
      return isMade;
    } catch (error) {
      // Another command that made the folder has just removed it.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || attempt === maxAttempts) throw error;
    }
  }
}

const textOf = (file: LockFile): string => `${JSON.stringify(file)}\n`;

/** A link is made with its whole content or not at all, and never in the place of another file. */
async function takeWith(fresh: string, path: string): Promise<LockHolder | undefined> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if (linked(fresh, path)) return undefined;
    const holder = await livingHolder(path);
    if (holder === "gone") continue;
    if (holder !== undefined) return holder;
    if (!(await healed(fresh, path))) await delay(healingMs);
  }
  throw new Error(`${path} comes and goes`);
}

/** Two that remove a dead process's lock would remove each other's new one: for that, too, there is a lock. */
async function healed(fresh: string, path: string): Promise<boolean> {
  const turn = `${path}.healing`;
  if ((await takeWith(fresh, turn)) !== undefined) return false;
  try {
    if ((await livingHolder(path)) === undefined) removeIfThere(path);
  } finally {
    removeIfThere(turn);
  }
  return true;
}

function linked(fresh: string, path: string): boolean {
  try {
    linkSync(fresh, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** @returns undefined where the process that took it has ended, or is one of another machine, whose engine is another one */
async function livingHolder(path: string): Promise<LockHolder | "gone" | undefined> {
  const text = readIfThere(path);
  if (text === undefined) return "gone";
  const { pid, processStart, host, command = "", since = "", children } = parse(text);
  // Elsewhere the start of a process tells machines apart, and a laptop has another name in each network.
  if (process.platform === "win32" && host !== hostname()) return undefined;
  const sinceMs = Date.parse(since);
  if (await isAlive({ pid, processStart })) return { pid: Number(pid), command, sinceMs };
  for (const child of children ?? []) {
    if (await isAlive(child)) return { pid: child.pid, command, sinceMs, isLeftBehind: true };
  }
  return undefined;
}

async function isAlive({
  pid,
  processStart,
}: {
  readonly pid?: unknown;
  readonly processStart?: unknown;
}): Promise<boolean> {
  return typeof pid === "number" && (await processIdentity(pid)) === processStart;
}

/** A machine that lost power may leave an empty file. */
function parse(text: string): Partial<LockFile> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<LockFile>;
  } catch {
    return {};
  }
}
