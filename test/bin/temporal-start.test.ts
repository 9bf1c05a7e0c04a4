// cspell:ignore Zürich strat
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import type { Ending } from "../support/in-process.ts";
import { startProgram, useInstalledProgram } from "../support/installed-program.ts";
import { worldOf } from "../support/program-world.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const program = useInstalledProgram();

const run = async (argv: readonly string[], cluster = new FakeCluster()): Promise<Ending> =>
  startProgram(program, argv, (await worldOf(cluster)).environment).ending;

test("--version is the package's version", async () => {
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
  expect(await run(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

test.each([[["help"]], [["help", "status"]], [["status", "--help"]]])("%j is answered", async (argv) => {
  const { exitCode, stdout, stderr } = await run(argv);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Usage: temporal-start/);
});

test("--version on a terminal tells of a newer version", async () => {
  const home = await temporaryFolder();
  const kept = join(home, ".local", "state", "temporal-start");
  await mkdir(kept, { recursive: true });
  await writeFile(join(kept, "latest-version"), "99.0.0");
  const line = `"${process.execPath}" "${program.file}" --version`;
  const { stdout } = spawnSync("script", ["--quiet", "--return", "--command", line, "/dev/null"], {
    env: { HOME: home, PATH: process.env.PATH },
    encoding: "utf8",
  });
  expect(stdout).toContain("temporal-start 99.0.0 is there");
});

test.each([
  [
    "an unknown command",
    ["strat"],
    2,
    /^Error: Unknown command 'strat'\.\n→ Did you mean start\? temporal-start start\n$/,
  ],
  ["an unknown flag", ["start", "--fast"], 2, /^Error: Unknown option '--fast'\.\n→ temporal-start start --help\n$/],
  [
    "a missing argument",
    ["namespace"],
    2,
    /^Error: Missing required argument 'names'\.\n→ temporal-start namespace --help\n$/,
  ],
])("%s ends with one message on stderr", async (_, argv, exitCode, words) => {
  const ending = await run(argv);
  expect(ending.exitCode).toBe(exitCode);
  expect(ending.stderr).toMatch(words);
  expect(ending.stdout).toBe("");
});

describe("against an engine", () => {
  test("status of nothing ends with 3", async () => {
    const { exitCode, stdout, stderr } = await run(["status"]);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^Instance default is stopped\.\n/);
    expect(stderr).toBe("");
  });

  test("start --no-wait brings up every container", async () => {
    const cluster = new FakeCluster({ TEMPORAL_INSTANCE: "bin-start" });
    const { exitCode, stdout, stderr } = await run(["start", "--no-wait", "--instance", "bin-start"], cluster);
    expect({ exitCode, stderr: stderr.includes("Error") }).toEqual({ exitCode: 0, stderr: false });
    expect(stdout).toMatch(/^All containers run after/);
    expect(Object.values(cluster.states()).toSorted()).toEqual(["exited", ...Array<string>(5).fill("running")]);
  });

  test("logs come merged, and the rest of stdout is empty", async () => {
    const cluster = FakeCluster.running();
    cluster.logLines.set("temporal-web", [{ time: "2026-01-31T12:00:00.000000000Z", text: "Zürich" }]);
    expect(await run(["logs", "web"], cluster)).toEqual({ exitCode: 0, stdout: "Zürich\n", stderr: "" });
  });

  test("that is not there ends with 1 and the way out", async () => {
    const environment = { PATH: "/usr/bin:/bin", HOME: await temporaryFolder(), DOCKER_HOST: "unix:///none.sock" };
    const { exitCode, stdout, stderr } = await startProgram(program, ["status"], environment).ending;
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^Error: No Docker Engine answers at unix:\/\/\/none\.sock \(DOCKER_HOST\)/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test("a reader that closes the pipe is no failure", async () => {
  const cluster = FakeCluster.running();
  const lines = Array.from({ length: 50_000 }, (_, index) => ({
    time: "2026-01-31T12:00:00.000000000Z",
    text: `line ${String(index)} of many`,
  }));
  cluster.logLines.set("temporal-web", lines);
  const { environment } = await worldOf(cluster);
  const running = startProgram(program, ["logs", "web"], environment);
  await running.said("line 0 of many");
  running.child.stdout.destroy();
  const { exitCode, stderr } = await running.ending;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

test("without its build the program says how to get one", async () => {
  const folder = await temporaryFolder();
  await cp("bin", join(folder, "bin"), { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const { status, stderr } = spawnSync(process.execPath, [join(folder, "bin", "temporal-start.js")], {
    encoding: "utf8",
  });
  expect(status).toBe(6);
  expect(stderr).toMatch(/^Error: temporal-start is not built in this folder\.\nNext: npm run quickstart/);
});

test("in a folder that was removed the program says so", async () => {
  const folder = await temporaryFolder();
  const script = 'cd "$0" && rmdir "$0" && exec "$@"';
  const inFolder = (...argv: readonly string[]) => {
    const args = ["-c", script, join(folder, argv.join("")), process.execPath, program.file, ...argv];
    return spawnSync("bash", args, { encoding: "utf8", env: { HOME: folder, PATH: process.env.PATH } });
  };
  for (const argv of [["status"], ["--help"]]) await mkdir(join(folder, argv.join("")));
  const { status, stdout, stderr } = inFolder("status");
  expect({ status, stdout }).toEqual({ status: 6, stdout: "" });
  expect(stderr).toMatch(/^Error: The current folder does not exist any more; nothing was changed\.\n/);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(inFolder("--help")).toMatchObject({ status: 0, stderr: "" });
});

test.each([["--help"], ["config show"], ["config show --json"], ["completion bash"]])(
  "%s whose answer finds no room ends with 1 and the cause",
  async (line) => {
    const full = openSync("/dev/full", "w");
    const { environment } = await worldOf(new FakeCluster());
    const { status, stderr } = spawnSync(process.execPath, [program.file, ...line.split(" ")], {
      env: environment,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Error: The answer cannot be written: ENOSPC[^\n]*\nNext: [^\n]+\n$/);
  },
);

test("what happens meanwhile finds no room, and the answer comes all the same", async () => {
  const full = openSync("/dev/full", "w");
  const { environment } = await worldOf(new FakeCluster());
  const { status, stdout } = spawnSync(process.execPath, [program.file, "config", "path", "--settings", "none"], {
    env: environment,
    stdio: ["ignore", "pipe", full],
    encoding: "utf8",
  });
  closeSync(full);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

describe("a pipe that nobody reads", () => {
  test.each([
    ["stdout", ["--help"], 0],
    ["stdout", ["config", "show"], 0],
    ["stdout", ["config", "show", "--json"], 0],
    ["stderr", ["strat"], 2],
    ["stderr", ["config", "path", "--settings", "none.env"], 2],
  ] as const)("as %s of %j leaves the exit code %i and says nothing of itself", async (closed, argv, exitCode) => {
    const { child, ending } = startProgram(program, argv, (await worldOf(new FakeCluster())).environment);
    child[closed].destroy();
    expect(await ending).toEqual({ exitCode, stdout: "", stderr: "" });
  });
});
