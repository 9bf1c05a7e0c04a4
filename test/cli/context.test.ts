import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createClusterLock } from "../../src/host/cluster-lock.ts";
import { keepValues } from "../../src/host/kept-values.ts";
import { stateFolder } from "../../src/host/state-folder.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { serveEngine } from "../support/fake-engine-server.ts";
import { runInProcess } from "../support/in-process.ts";
import { listenOnPort } from "../support/listen.ts";
import { environmentFor } from "../support/served-environment.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A program that counts who comes and says nothing. */
async function listener(): Promise<{ readonly port: number; readonly visits: () => number }> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  return { port: await listenOnPort(server), visits: () => visits };
}

test.each([
  ["namespace list", ["namespace", "list"]],
  ["status", ["status", "--timeout", "2s"]],
])("%s asks the server that our container publishes, and not the port of the settings", async (_, command) => {
  const [stranger, ours] = [await listener(), await listener()];
  const cluster = FakeCluster.running();
  cluster.change("temporal-server", {
    ports: [{ hostAddress: "127.0.0.1", hostPort: ours.port, containerPort: 7233 }],
  });
  const { address } = await serveEngine(cluster);
  const flags = ["--set", `TEMPORAL_SERVER_PORT=${String(stranger.port)}`];
  await runInProcess([...command, ...flags], { environment: { DOCKER_HOST: address } });
  expect(stranger.visits()).toBe(0);
  expect(ours.visits()).toBeGreaterThan(0);
});

test("a start that waited for another one has the ports which that one found", async () => {
  const instance = "waits";
  const HOME = await temporaryFolder();
  const folder = stateFolder({}, HOME, instance);
  const lock = createClusterLock(join(folder, "lock"));
  expect(await lock.take("start")).toBeUndefined();
  const environment = { ...(await environmentFor(new FakeCluster({ TEMPORAL_INSTANCE: instance }))), HOME };
  const running = runInProcess(["start", "--no-wait", "--instance", instance, "--json"], { environment });
  await delay(300);
  keepValues(folder, { TEMPORAL_WEB_PORT: 18_099 });
  await lock.release();
  const { exitCode, stdout } = await running;
  expect(exitCode, stdout).toBe(0);
  const { data } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as { data: { addresses: unknown } };
  expect(data.addresses).toMatchObject({ "temporal-web": "http://127.0.0.1:18099" });
});
