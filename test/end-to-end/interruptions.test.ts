import { once } from "node:events";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../bench/measure/seeded-random.ts";
import { startOrExplain, unwell, useOwnCluster } from "./support/cluster.ts";
import { docker, inspect, type ObjectKind, ownedBy } from "./support/docker.ts";
import type { Ended } from "./support/program.ts";

const cluster = await useOwnCluster("cut");

const everything = async (): Promise<Readonly<Record<ObjectKind, readonly string[]>>> => ({
  container: await ownedBy(cluster.instance, "container"),
  network: await ownedBy(cluster.instance, "network"),
  volume: await ownedBy(cluster.instance, "volume"),
});

const nothing = { container: [], network: [], volume: [] };
const dataVolumes = ["temporal-elasticsearch-data", "temporal-postgres-data"].map((name) => cluster.named(name));

async function expectHealthy(): Promise<void> {
  const { exitCode, report } = await cluster.status();
  expect({ exitCode, unwell: unwell(report) }).toEqual({ exitCode: 0, unwell: [] });
}

/** Runs a command until it ends or so long, and then without any chance to clean up. */
async function killAfter(ms: number, ...args: readonly string[]): Promise<void> {
  const running = cluster.launch(args);
  const timer = setTimeout(() => running.process.kill("SIGKILL"), ms);
  await running.ended;
  clearTimeout(timer);
}

/** Interrupts a command when it has done something, as Ctrl-C does. */
async function interrupt(afterMs: number, ...args: readonly string[]): Promise<Ended> {
  const running = cluster.launch(args);
  await once(running.process.stderr as Readable, "data");
  await delay(afterMs);
  running.process.kill("SIGINT");
  return running.ended;
}

describe("After kill -9 of the tool at any moment the next start repairs the cluster:", () => {
  const random = seededRandom(20_261_123);
  const moments = (count: number, longestMs: number): readonly number[] =>
    Array.from({ length: count }, () => Math.round(random() * longestMs));

  it.each(moments(5, 6_000))("a first start, after %i ms", async (ms) => {
    await cluster.remove();
    await killAfter(ms, "start");
    await startOrExplain(cluster);
    await expectHealthy();
  });

  it.each([
    ...moments(2, 2_500).map((ms) => ["stop", ms] as const),
    ...moments(2, 6_000).map((ms) => ["restart", ms] as const),
    ...moments(3, 3_000).map((ms) => ["down", ms] as const),
    // Docker is at work by then, and goes on without the program.
    ["down", 1_300] as const,
  ])("%s, after %i ms", async (command, ms) => {
    await startOrExplain(cluster);
    await killAfter(ms, command);
    await startOrExplain(cluster);
    await expectHealthy();
  });
});

describe("Two commands at once", () => {
  it("both start the same cluster, one after the other", async () => {
    await cluster.remove();
    const [first, second] = await Promise.all([cluster.run("start"), cluster.run("start")]);
    expect({ first: first.exitCode, second: second.exitCode }, first.stderr + second.stderr).toEqual({
      first: 0,
      second: 0,
    });
    const waited = [first, second].filter(({ stderr }) =>
      /Waiting for "temporal-start start" \(process \d+/.test(stderr),
    );
    expect(waited).toHaveLength(1);
    await expectHealthy();
  });

  it("a start during a stop waits for its end", async () => {
    await startOrExplain(cluster);
    const stopping = cluster.run("stop");
    await delay(300);
    const [stopped, started] = await Promise.all([stopping, cluster.run("start")]);
    expect(stopped.exitCode, stopped.stderr).toBe(0);
    expect(started.exitCode, started.stderr).toBe(0);
    await expectHealthy();
  });
});

describe("Ctrl-C", () => {
  it("ends a stop, and the next one completes it", async () => {
    await startOrExplain(cluster);
    const running = cluster.launch(["stop"]);
    await delay(400);
    running.process.kill("SIGINT");
    const { exitCode, stderr } = await running.ended;
    expect(exitCode, stderr).toBe(130);
    expect(stderr).toMatch(/^Interrupted; .*\nError: Interrupted\. Containers that were told to stop go on stopping/);
    expect((await cluster.run("stop")).exitCode).toBe(0);
    expect((await cluster.status()).exitCode).toBe(3);
  });
});

describe("start --rollback", () => {
  beforeEach(() => cluster.remove());

  it("that runs out of time leaves nothing behind", async () => {
    const { exitCode, stderr } = await cluster.run("start", "--rollback", "--wait-timeout", "1s");
    expect(exitCode, stderr).toBe(124);
    expect(stderr).toMatch(/Rolled back: removed 6 containers, 1 network, 2 volumes\./);
    expect(await everything()).toEqual(nothing);
  });

  it.each([50, 600, 2_500])("that is interrupted %i ms after its first word leaves nothing behind", async (ms) => {
    const { exitCode, stderr } = await interrupt(ms, "start", "--rollback");
    expect(exitCode, stderr).toBe(130);
    expect(stderr).toContain("Rolled back: ");
    expect(await everything()).toEqual(nothing);
  });

  it("never removes a volume that existed before", async () => {
    await startOrExplain(cluster);
    expect((await cluster.run("down")).exitCode).toBe(0);
    const { exitCode } = await cluster.run("start", "--rollback", "--wait-timeout", "1s");
    expect(exitCode).toBe(124);
    expect(await everything()).toEqual({ ...nothing, volume: dataVolumes });
    await startOrExplain(cluster);
  });
});

describe("A container of somebody else with one of our names", () => {
  const name = cluster.named("temporal-web");
  const project = "com.docker.compose.project=shop";

  beforeEach(() => cluster.remove());
  afterEach(() => docker("rm", "--force", name));

  it("is named with the way out, and no command touches it", async () => {
    const { data } = await cluster.json<{ images: readonly { reference: string }[] }>("images", "list");
    const image = data.images.at(-1)?.reference ?? "";
    await docker("run", "--detach", "--name", name, "--label", project, "--entrypoint", "sleep", image, "600");
    const before = await inspect(name);

    const { exitCode, stderr } = await cluster.run("start");
    expect(exitCode).toBe(6);
    expect(stderr).toContain(`A container named ${name} exists and belongs to the compose project "shop".`);
    expect(stderr).toContain(`docker rename ${name} ${name}-old`);
    expect(await everything()).toEqual(nothing);

    for (const args of [["start", "--rollback"], ["restart"], ["stop"], ["down"], ["reset", "--yes"]])
      await cluster.run(...args);
    const { Id, State } = await inspect(name);
    expect({ Id, StartedAt: State.StartedAt, Status: State.Status }).toEqual({
      Id: before.Id,
      StartedAt: before.State.StartedAt,
      Status: "running",
    });

    await docker("rename", name, `${name}-old`);
    expect((await cluster.run("start", "--dry-run")).exitCode).toBe(0);
    await docker("rename", `${name}-old`, name);
  });
});
