import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { serveEngine } from "../support/fake-engine-server.ts";
import { runInProcess } from "../support/in-process.ts";
import { installProgram } from "../support/program-file.ts";
import { environmentFor } from "../support/served-environment.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("the engine", () => {
  test("that is not there is one message with the way out", async () => {
    const { exitCode, stdout, stderr } = await runInProcess(["status"]);
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^Error: No Docker Engine answers at unix:.*\(DOCKER_HOST\): .*\n→ .*Start it .*\n$/);
  });

  test.each([
    [["status"], 3],
    [["start", "--dry-run", "--instance", "in-process"], 0],
    [["stop"], 0],
    [["logs"], 0],
    [["cli", "workflow", "list"], 1],
  ])("without our containers makes %j end with %i", async (argv, exitCode) => {
    const environment = await environmentFor(new FakeCluster());
    expect((await runInProcess(argv, { environment })).exitCode).toBe(exitCode);
  });

  test("and docker carry out a stop", async () => {
    const cluster = FakeCluster.running();
    const { exitCode, stdout } = await runInProcess(["stop"], { environment: await environmentFor(cluster) });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Stopped 5 containers/);
    expect(cluster.container("temporal-server")?.state).toBe("exited");
  });

  test("without compose is told before anything is done", async () => {
    const PATH = await installProgram(
      await temporaryFolder(),
      "docker",
      `console.error("docker: 'compose' is not a docker command."); process.exitCode = 1;`,
    );
    const DOCKER_HOST = (await serveEngine(FakeCluster.running())).address;
    const { exitCode, stderr } = await runInProcess(["start"], { environment: { PATH, DOCKER_HOST } });
    expect(exitCode).toBe(6);
    expect(stderr).toMatch(/^Error: Docker Compose v2 is not installed/);
  });
});

describe("settings", () => {
  const planOf = async (argv: readonly string[], currentFolder?: string) =>
    runInProcess(["start", "--dry-run", ...argv], {
      environment: await environmentFor(new FakeCluster()),
      ...(currentFolder === undefined ? {} : { currentFolder }),
    });

  test("come from temporal.env of the current folder", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "temporal.env"), "TEMPORAL_NAMESPACE=ours\r\n");
    expect((await planOf([], folder)).stdout).toContain("namespace ours");
  });

  test("come from the file that --settings names, from any folder", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "my settings.env"), "TEMPORAL_NAMESPACE=theirs");
    expect((await planOf(["--settings", "my settings.env"], folder)).stdout).toContain("namespace theirs");
  });

  test("come from the file in the package where the folder has none", async () => {
    expect((await planOf([])).stdout).toContain("namespace default");
  });

  test.each([
    [["--instance", "blue"], "Plan for instance blue:"],
    [["--set", "TEMPORAL_INSTANCE=blue"], "Plan for instance blue:"],
    [["--set", "TEMPORAL_INSTANCE=green", "--instance", "blue"], "Plan for instance blue:"],
    [["--instance", "default"], "Plan for instance default:"],
    [["--set", "TEMPORAL_NAMESPACE=a=b"], undefined],
  ])("from %j are understood", async (argv, words) => {
    const { stdout, stderr } = await planOf(argv);
    expect(stdout + stderr).toContain(words ?? 'TEMPORAL_NAMESPACE "a=b" must be a namespace');
  });
});

test.each([
  [["start", "--dry-run"]],
  [["start", "--no-wait"]],
  [["status"]],
  [["stop"]],
  [["start", "--set", "POSTGRES_PORT=x"]],
  [["start", "--set", "POSTGRES_PASSWORD=open sesame"]],
])("%j shows the password neither to a person nor to a program", async (argv) => {
  for (const format of [[], ["--json"]]) {
    const environment = { ...(await environmentFor(new FakeCluster())), POSTGRES_PASSWORD: "open-sesame" };
    const { stdout, stderr } = await runInProcess([...argv, ...format], { environment });
    expect(stdout + stderr).not.toMatch(/open.sesame/);
    expect(stdout + stderr).not.toBe("");
  }
});

test.each([
  [["namespace", "update", "x", "--retention", "59m"], "--retention 59m is below"],
  [["namespace", "--retention", "59m", "x"], "--retention 59m is below"],
])("%j gives the flag to the command it stands behind", async (argv, words) => {
  expect((await runInProcess(argv)).stderr).toContain(words);
});

test("an interruption ends with 130 and says what goes on", async () => {
  const signal = AbortSignal.abort();
  const { exitCode, stderr } = await runInProcess(["status"], { signal });
  expect(exitCode).toBe(130);
  expect(stderr).toMatch(/^Error: Interrupted\.\n/);
});

describe("a bug", () => {
  /** An engine that breaks its own contract, which no code expects. */
  const brokenEngine = async (): Promise<Readonly<Record<string, string>>> => {
    const server = await serveEngine(new FakeCluster());
    server.failWith(200, "no list of containers");
    return { DOCKER_HOST: server.address };
  };

  test("is named as one, without a stack trace", async () => {
    const { exitCode, stderr } = await runInProcess(["stop"], { environment: await brokenEngine() });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Error: Unexpected failure: .*\n→ This is a bug in temporal-start\./);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("shows its stack trace when asked to", async () => {
    const environment = { ...(await brokenEngine()), TEMPORAL_START_DEBUG: "1" };
    expect((await runInProcess(["stop"], { environment })).stderr).toMatch(/\n\s+at /);
  });
});

test.each([
  [true, {}, true],
  [true, { NO_COLOR: "1" }, false],
  [false, {}, false],
  [false, { FORCE_COLOR: "1" }, true],
])("on a terminal %s with %j the error is coloured: %s", async (isTerminal, environment, isColoured) => {
  const { stderr } = await runInProcess(["status"], { isTerminal, environment });
  expect(stderr.includes("\u001b[")).toBe(isColoured);
});

test.each([
  ["default", 0],
  [" default\n", 0],
  ["", 5],
  ["y", 5],
  ["Default", 5],
])("the answer %j to a question for the name ends with %i", async (answer, exitCode) => {
  const environment = await environmentFor(FakeCluster.running());
  const ending = await runInProcess(["reset"], { environment, answer, isTerminal: true });
  expect(ending.stderr).toContain("Delete all workflows and namespaces in temporal-postgres-data");
  expect(ending.exitCode).toBe(exitCode);
});

test.each([
  ["--instance", ["--instance", "hints"]],
  ["a setting", ["--set", "TEMPORAL_INSTANCE=hints"]],
])("the advice names the instance that %s names", async (_, flags) => {
  const environment = await environmentFor(new FakeCluster({ TEMPORAL_INSTANCE: "hints" }));
  const { stderr } = await runInProcess([...flags, "cli", "workflow", "list"], { environment });
  expect(stderr).toContain("→ temporal-start --instance hints start");
});
