// cspell:ignore Zürich strat
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { type BuiltProgram, buildProgramIn, startProgram } from "../support/built-program.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { type FakeEngineServer, serveEngine } from "../support/fake-engine-server.ts";
import type { Ending } from "../support/in-process.ts";
import { fakeDockerSource, installProgram } from "../support/program-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A process loads its clients before it acts, which a busy machine does slowly. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: BuiltProgram;

beforeAll(async () => {
  program = await buildProgramIn(await mkdtemp(join(tmpdir(), "built program ")));
});

afterAll(() => program.remove());

interface World {
  readonly environment: Readonly<Record<string, string>>;
  readonly server: FakeEngineServer;
}

/** A fake engine and a fake docker for another process, under ports that no cluster on this machine uses. */
async function worldOf(cluster: FakeCluster, hangsOn?: (args: readonly string[]) => boolean): Promise<World> {
  const server = await serveEngine(cluster, hangsOn);
  const PATH = await installProgram(await temporaryFolder(), "docker", fakeDockerSource);
  return { server, environment: { PATH, HOME: await temporaryFolder(), DOCKER_HOST: server.address } };
}

const run = async (argv: readonly string[], cluster = new FakeCluster()): Promise<Ending> =>
  startProgram(program, argv, (await worldOf(cluster)).environment).ending;

test("--version is the package's version", async () => {
  const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
  expect(await run(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

test.each([
  ["an unknown command", ["strat"], 2, /^error: unknown command 'strat'\n\(Did you mean start\?\)\n$/],
  ["an unknown flag", ["start", "--fast"], 2, /^error: unknown option '--fast'\n$/],
  ["a missing argument", ["namespace"], 2, /^error: missing required argument 'names'\n$/],
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

describe("a signal", () => {
  const signals = [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const;

  test.each(signals)("%s ends a log that is followed with %i", async (signal, exitCode) => {
    const cluster = FakeCluster.running();
    cluster.logLines.set("temporal-web", [{ time: "2026-01-31T12:00:00.000000000Z", text: "first" }]);
    const { environment } = await worldOf(cluster);
    const running = startProgram(program, ["logs", "web", "--follow"], environment);
    await running.said("first");
    running.child.kill(signal);
    expect(await running.ending).toEqual({ exitCode, stdout: "first\n", stderr: "" });
  });

  test.each(signals)("%s ends a start that waits with %i, and says what goes on", async (signal, exitCode) => {
    const { environment, server } = await worldOf(new FakeCluster(), (args) => args.includes("up"));
    const running = startProgram(program, ["start", "--instance", "bin-signal"], environment);
    await server.hangs;
    running.child.kill(signal);
    const ending = await running.ending;
    expect(ending.exitCode).toBe(exitCode);
    expect(ending.stdout).toBe("");
    expect(ending.stderr).toContain("Error: Interrupted. What was started goes on running.\n");
  });
});

test("SIGTERM ends a command whose engine accepts connections and says nothing", async () => {
  const sockets = new Set<Socket>();
  const socketPath = join(await temporaryFolder(), "silent.sock");
  const silent = createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => silent.listen(socketPath, resolve));
  onTestFinished(() => {
    silent.close();
    for (const socket of sockets) socket.destroy();
  });
  const environment = { PATH: "/usr/bin:/bin", HOME: await temporaryFolder(), DOCKER_HOST: `unix://${socketPath}` };
  const running = startProgram(program, ["status"], environment);
  await once(silent, "connection");
  running.child.kill("SIGTERM");
  expect((await running.ending).exitCode).toBe(143);
});

describe("Ctrl-C", () => {
  const atOnce = "Interrupted; bringing things to an end. A second Ctrl-C leaves at once.\n";

  test("ends a stop that waits for a container, and says what becomes of the others", async () => {
    const cluster = FakeCluster.running();
    const { environment, server } = await worldOf(cluster, (args) => args.join(" ").endsWith("server/stop"));
    const running = startProgram(program, ["stop"], environment);
    await server.hangs;
    running.child.kill("SIGINT");
    expect(await running.ending).toEqual({
      exitCode: 130,
      stdout: "",
      stderr: `${atOnce}Error: Interrupted. Containers that were told to stop go on stopping; the others run.\n→ temporal-start status\n`,
    });
    expect(cluster.container("temporal-postgres")?.state).toBe("running");
  });

  test("ends docker, too", async () => {
    const { environment, server } = await worldOf(FakeCluster.running(), (args) => args.includes("down"));
    const running = startProgram(program, ["down"], environment);
    await server.hangs;
    running.child.kill("SIGINT");
    const { exitCode, stderr } = await running.ending;
    expect(exitCode).toBe(130);
    expect(stderr).toContain(`${atOnce}Error: Interrupted. Some containers may be left`);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("or SIGTERM, twice, leaves a docker that does not end: %s", async (signal, exitCode) => {
    const { environment, server } = await worldOf(FakeCluster.running(), (args) => args.includes("down"));
    const PATH = await installProgram(
      await temporaryFolder(),
      "docker",
      `process.on("SIGTERM", () => undefined);\n${fakeDockerSource}`,
    );
    const running = startProgram(program, ["down"], { ...environment, PATH });
    await server.hangs;
    running.child.kill(signal);
    await running.said(atOnce);
    const leftMs = performance.now();
    running.child.kill(signal);
    await once(running.child, "exit");
    expect(running.child.exitCode).toBe(exitCode);
    expect(performance.now() - leftMs).toBeLessThan(3_000);
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
