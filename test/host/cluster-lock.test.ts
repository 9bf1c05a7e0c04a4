import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { createClusterLock } from "../../src/host/cluster-lock.ts";
import { processIdentity } from "../../src/host/process-identity.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const lockPath = async (): Promise<string> => join(await temporaryFolder(), "deep", "lock");

async function pathWith(content: unknown): Promise<string> {
  const path = await lockPath();
  await mkdir(dirname(path));
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** As if this process had taken it an hour ago. */
const held = async (changes: object = {}): Promise<object> => ({
  pid: process.pid,
  processStart: await processIdentity(process.pid),
  host: hostname(),
  command: "stop",
  since: "2026-01-31T12:00:00.000Z",
  ...changes,
});

test("a lock names who took it, for its owner's eyes only, and is gone when it is released", async () => {
  const path = await lockPath();
  const lock = createClusterLock(path);
  expect(await lock.take("start")).toBeUndefined();
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual({
    pid: process.pid,
    processStart: await processIdentity(process.pid),
    host: hostname(),
    command: "start",
    since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
  });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  await lock.release();
  await expect(stat(dirname(path))).rejects.toThrow("ENOENT");
});

test.each([
  ["that was there", true, []],
  ["in which something was written meanwhile", false, ["ports.json"]],
])("a lock that is released leaves a folder %s", async (_, isThere, files) => {
  const path = await lockPath();
  if (isThere) await mkdir(dirname(path));
  const lock = createClusterLock(path);
  await lock.take("start");
  for (const name of files) await writeFile(join(dirname(path), name), "");
  await lock.release();
  expect(await readdir(dirname(path))).toEqual(files);
});

test("a second one learns who holds it, until it is released", async () => {
  const path = await lockPath();
  const [first, second] = [createClusterLock(path), createClusterLock(path)];
  await first.take("restart");
  expect(await second.take("stop")).toMatchObject({ pid: process.pid, command: "restart" });
  await second.release();
  expect(await second.take("stop")).toMatchObject({ command: "restart" });
  await first.release();
  expect(await second.take("stop")).toBeUndefined();
});

test("the holder's command and moment come from the file", async () => {
  const lock = createClusterLock(await pathWith(await held()));
  const sinceMs = Date.parse("2026-01-31T12:00:00.000Z");
  expect(await lock.take("start")).toEqual({ pid: process.pid, command: "stop", sinceMs });
});

describe("a lock of a process that was killed", () => {
  async function withChild(): Promise<{ readonly path: string; readonly child: ReturnType<typeof spawn> }> {
    const path = await lockPath();
    const lock = createClusterLock(path);
    await lock.take("down");
    const child = spawn("sleep", ["60"]);
    await once(child, "spawn");
    await lock.adopt(child.pid ?? 0);
    const file = JSON.parse(await readFile(path, "utf8")) as object;
    await writeFile(path, JSON.stringify({ ...file, pid: 2 ** 22 + 1 }));
    return { path, child };
  }

  test("holds as long as the docker that it called", async () => {
    const { path, child } = await withChild();
    const next = createClusterLock(path);
    expect(await next.take("start")).toMatchObject({ pid: child.pid, command: "down", isLeftBehind: true });
    child.kill();
    await once(child, "exit");
    expect(await next.take("start")).toBeUndefined();
  });
});

test("a child that is adopted after the release, or has ended, leaves no trace", async () => {
  const path = await lockPath();
  const lock = createClusterLock(path);
  await lock.take("start");
  await lock.adopt(2 ** 22 + 1);
  expect(await readFile(path, "utf8")).not.toContain("children");
  await Promise.all([lock.adopt(process.pid), lock.release()]);
  await lock.adopt(process.pid);
  await expect(stat(dirname(path))).rejects.toThrow("ENOENT");
});

test("a machine that has another name by now still holds it", async () => {
  const lock = createClusterLock(await pathWith(await held({ host: "elsewhere.example" })));
  expect(await lock.take("start")).toMatchObject({ pid: process.pid, command: "stop" });
});

describe("a lock heals that belongs to", () => {
  test.each([
    ["a process that is gone", { pid: 2 ** 22 + 1 }],
    ["an earlier process with the number of a living one", { processStart: "another start" }],
    ["another machine", { host: "elsewhere.example", processStart: "another boot" }],
    ["no number", { pid: "1" }],
  ])("%s", async (_, changes) => {
    const path = await pathWith(await held(changes));
    expect(await createClusterLock(path).take("start")).toBeUndefined();
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ command: "start", pid: process.pid });
    expect(await readdir(dirname(path))).toEqual(["lock"]);
  });

  test.each(["", "{", "null", "[]", '"text"', "\0\0\0"])("nobody, being %j", async (content) => {
    expect(await createClusterLock(await pathWith(content)).take("start")).toBeUndefined();
  });

  test("a process that was killed while it healed another's", async () => {
    const path = await pathWith(await held({ pid: 2 ** 22 + 1 }));
    await writeFile(`${path}.healing`, JSON.stringify(await held({ pid: 2 ** 22 + 2 })));
    expect(await createClusterLock(path).take("start")).toBeUndefined();
    expect(await readdir(dirname(path))).toEqual(["lock"]);
  });
});

test("a folder that cannot be made is an error that names it", async () => {
  const path = join(await pathWith("a file"), "below", "lock");
  await expect(createClusterLock(path).take("start")).rejects.toThrow(path.slice(0, -"/lock".length));
});

/**
 * Takes the lock again and again, proves that nobody else is inside by a file that can be made once,
 * and now and then is killed with the lock in its hands.
 */
const racer = `
import { closeSync, openSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { createClusterLock } from "./lock.mjs";
const [path, inside, rounds, isMortal] = process.argv.slice(2);
for (let round = 0; round < Number(rounds); round += 1) {
  const lock = createClusterLock(path);
  while ((await lock.take("race")) !== undefined) await delay(1);
  try {
    closeSync(openSync(inside, "wx"));
  } catch {
    console.log("two at a time");
  }
  await delay(2);
  rmSync(inside);
  if (isMortal === "yes" && round === Number(rounds) - 1) process.kill(process.pid, "SIGKILL");
  await lock.release();
  console.log("done");
}
`;

test("of many processes that race, and die, one at a time holds it", { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  const source = join(import.meta.dirname, "..", "..", "src", "host", "cluster-lock.ts");
  const outfile = join(folder, "lock.mjs");
  await build({ entryPoints: [source], bundle: true, platform: "node", format: "esm", outfile, logLevel: "silent" });
  await writeFile(join(folder, "racer.mjs"), racer);
  const rounds = 10;
  const mortal = [true, false, true, true, false, true, true, true, false, true];
  const children = mortal.map((isMortal) => {
    const args = [join(folder, "racer.mjs"), join(folder, "lock"), join(folder, "inside")];
    return spawn(process.execPath, [...args, String(rounds), isMortal ? "yes" : "no"], { stdio: "pipe" });
  });
  let said = "";
  for (const { stdout, stderr } of children) {
    stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  }
  await Promise.all(children.map((child) => once(child, "close")));
  const deaths = mortal.filter(Boolean).length;
  const lines = said.trim().split("\n");
  expect(lines.filter((line) => line !== "done")).toEqual([]);
  expect(lines).toHaveLength(mortal.length * rounds - deaths);
});
