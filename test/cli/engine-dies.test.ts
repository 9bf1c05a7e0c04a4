import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { type FakeEngineServer, serveEngine } from "../support/fake-engine-server.ts";
import { type Ending, runInProcess } from "../support/in-process.ts";
import { fakeDockerSource, installProgram } from "../support/program-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Its ports are none that a cluster on this machine uses. */
const instance = "engine-dies";

interface Scene {
  readonly server: FakeEngineServer;
  readonly run: (...argv: readonly string[]) => Promise<Ending>;
}

async function sceneOf(cluster: FakeCluster, hangsOn?: (args: readonly string[]) => boolean): Promise<Scene> {
  const server = await serveEngine(cluster, hangsOn);
  const PATH = await installProgram(await temporaryFolder(), "docker", fakeDockerSource);
  const environment = { PATH, HOME: await temporaryFolder(), DOCKER_HOST: server.address };
  return { server, run: (...argv) => runInProcess([...argv, "--instance", instance], { environment }) };
}

function expectClearError({ exitCode, stdout, stderr }: Ending): void {
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toMatch(/Error: .*(?:No Docker Engine answers|Cannot connect to the Docker daemon)/);
  expect(stderr).not.toMatch(/\n\s+at |Unexpected/);
}

test("an engine that dies while a stop waits is told, and afterwards all is found again", async () => {
  const cluster = FakeCluster.running({ TEMPORAL_INSTANCE: instance });
  let hasDied = false;
  const { server, run } = await sceneOf(cluster, ([, url = ""]) => !hasDied && url.endsWith("server/stop"));
  const stopping = run("stop");
  await server.hangs;
  hasDied = true;
  server.die();
  expectClearError(await stopping);
  expect((await run("status")).stderr).toMatch(/^Error: No Docker Engine answers/);

  await server.comeBack();
  expect(await run("stop")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Stopped \d containers/) as string,
  });
  expect(Object.values(cluster.states())).toEqual(Array<string>(6).fill("exited"));
});

test("an engine that dies while compose creates containers is told, and the next start goes on", async () => {
  const cluster = new FakeCluster({ TEMPORAL_INSTANCE: instance });
  let hasDied = false;
  const { server, run } = await sceneOf(cluster, (args) => !hasDied && args.includes("up"));
  const starting = run("start", "--no-wait");
  await server.hangs;
  hasDied = true;
  server.die();
  expectClearError(await starting);

  await server.comeBack();
  expect((await run("start", "--no-wait")).exitCode).toBe(0);
  expect(Object.values(cluster.states()).toSorted()).toEqual(["exited", ...Array<string>(5).fill("running")]);
});

test("an engine that dies while a start waits is told long before the wait is over", async () => {
  const cluster = new FakeCluster({ TEMPORAL_INSTANCE: instance });
  const { server, run } = await sceneOf(cluster);
  const starting = run("start");
  while (!Object.values(cluster.states()).includes("running")) await delay(20);
  await delay(300);
  server.die();
  const diedMs = performance.now();
  expectClearError(await starting);
  expect(performance.now() - diedMs).toBeLessThan(8_000);

  await server.comeBack();
  const { exitCode, stdout } = await run("status", "--json");
  expect(exitCode).toBe(4);
  expect(stdout).toContain(`"temporal-${instance}-postgres"`);
});
