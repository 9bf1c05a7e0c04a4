import { createServer } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rowOf, startOrExplain, unwell, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";

const red = await useOwnCluster("red");
const green = await useOwnCluster("green");
const blue = await useOwnCluster("blue");
const all = [red, green, blue];

/** Somebody else's program on the port that the third cluster's Web UI would have. */
const stranger = createServer();

interface Started {
  readonly addresses: Readonly<Record<string, string>>;
}

const addressOf = async (...args: readonly string[]): Promise<string | undefined> =>
  (await blue.json<Started>("start", ...args)).data.addresses["temporal-web"];

const health = async (cluster: typeof red): Promise<unknown> => {
  const { exitCode, report } = await cluster.status();
  return { exitCode, unwell: unwell(report) };
};
const healthy = { exitCode: 0, unwell: [] };

beforeAll(async () => {
  await new Promise<void>((resolve) => stranger.listen(blue.port("temporal-web"), "127.0.0.1", resolve));
  const ended = await Promise.all(all.map((cluster) => startOrExplain(cluster)));
  expect(ended[2]?.stderr).toMatch(
    new RegExp(`Port ${String(blue.port("temporal-web"))} is taken; Web UI uses \\d+ from now on\\.`),
  );
});
afterAll(() => {
  stranger.close();
});

it("three started at once are all healthy, one beside a taken port", async () => {
  expect(await Promise.all(all.map(health))).toEqual([healthy, healthy, healthy]);
});

it("each has containers, a network, volumes and namespaces of its own", async () => {
  expect((await red.run("namespace", "only-red")).exitCode).toBe(0);
  const namespaces = async (cluster: typeof red): Promise<string> =>
    docker("exec", cluster.named("temporal-cli"), "temporal", "operator", "namespace", "list");
  expect(await namespaces(red)).toContain("only-red");
  expect(await namespaces(green)).not.toContain("only-red");
  const networks = await docker("network", "ls", "--format", "{{.Name}}");
  const volumes = await docker("volume", "ls", "--format", "{{.Name}}");
  for (const cluster of all) {
    expect(networks).toContain(cluster.named("temporal"));
    expect(volumes).toContain(cluster.named("temporal-postgres-data"));
  }
});

it("the port that was found is kept, also when the other one is free again", async () => {
  const before = await addressOf();
  expect(before).not.toContain(`:${String(blue.port("temporal-web"))}`);
  expect((await fetch(before ?? "")).status).toBe(200);
  expect((await blue.run("down")).exitCode).toBe(0);
  stranger.close();
  expect(await addressOf()).toBe(before);
});

it("removing one leaves the others as they were", async () => {
  const startedAt = async (): Promise<string> =>
    docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", red.named("temporal-server"));
  const before = await startedAt();
  expect((await green.run("reset", "--yes")).exitCode).toBe(0);
  expect(await startedAt()).toBe(before);
  expect((await green.status()).exitCode).toBe(3);
  expect(await health(red)).toEqual(healthy);
  expect(rowOf((await blue.status()).report, "temporal-web").verdict).toBe("healthy");
});
