import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { serveEngine } from "../support/fake-engine-server.ts";
import { runInProcess } from "../support/in-process.ts";

/** A program that counts who comes and says nothing. */
async function listener(): Promise<{ readonly port: number; readonly visits: () => number }> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, visits: () => visits };
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
