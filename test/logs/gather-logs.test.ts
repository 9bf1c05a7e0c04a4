import { expect, onTestFinished, test, vi } from "vitest";
import { gatherLogs, type LogRequest } from "../../src/logs/gather-logs.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeEngine } from "../support/fake-runtime.ts";

const at = (second: number, text: string) => ({
  time: `2026-01-31T11:59:${String(second).padStart(2, "0")}.000000000Z`,
  text,
});

function clusterWithLogs(): FakeCluster {
  const cluster = FakeCluster.running();
  cluster.logLines.set("temporal-server", [at(10, "server one"), at(30, "server two")]);
  cluster.logLines.set("temporal-web", [at(20, "web one"), at(40, "web two")]);
  return cluster;
}

const request: LogRequest = {
  services: ["temporal-web", "temporal-server"],
  range: {},
  filter: { context: 0 },
  isRead: false,
  follow: true,
};

/** Follows the logs into a list that grows. */
function follow(cluster: FakeCluster, changes: Partial<LogRequest> = {}): readonly string[] {
  const texts: string[] = [];
  const ending = new AbortController();
  const dependencies = {
    engine: fakeEngine(cluster),
    clock: cluster.clock,
    topology: cluster.settings.topology,
    signal: ending.signal,
  };
  const reading = (async () => {
    for await (const batch of gatherLogs({ ...request, ...changes }, dependencies))
      texts.push(...batch.map(({ source, text }) => `${source} ${text}`));
  })().catch(() => undefined);
  onTestFinished(async () => {
    ending.abort(new Error("the test is over"));
    await reading;
  });
  return texts;
}

const eventually = (texts: readonly string[], expected: readonly string[]): Promise<void> =>
  vi.waitFor(() => {
    expect(texts).toEqual(expected);
  });

test("what is there when logs are followed comes in the order of its time, and then what is new", async () => {
  const cluster = clusterWithLogs();
  const texts = follow(cluster);
  const past = [
    "temporal-server server one",
    "temporal-web web one",
    "temporal-server server two",
    "temporal-web web two",
  ];
  await eventually(texts, past);
  cluster.logLines.set("temporal-server", [...(cluster.logLines.get("temporal-server") ?? []), at(50, "news")]);
  await eventually(texts, [...past, "temporal-server news"]);
});

test("--tail counts the lines that match, and matches go on to be shown", async () => {
  const cluster = clusterWithLogs();
  const texts = follow(cluster, { range: { tail: 1 }, filter: { pattern: /one|news/, context: 0 } });
  await eventually(texts, ["temporal-server server one", "temporal-web web one"]);
  const web = cluster.logLines.get("temporal-web") ?? [];
  cluster.logLines.set("temporal-web", [...web, at(50, "other"), at(51, "news")]);
  await eventually(texts, ["temporal-server server one", "temporal-web web one", "temporal-web news"]);
});

test("a stack trace that goes on after logs were opened has the level of its entry", async () => {
  const cluster = clusterWithLogs();
  cluster.logLines.set("temporal-server", [at(10, "panic: out of luck")]);
  const texts = follow(cluster, { services: ["temporal-server"], filter: { level: "error", context: 0 } });
  await eventually(texts, ["temporal-server panic: out of luck"]);
  cluster.logLines.set("temporal-server", [at(10, "panic: out of luck"), at(11, "goroutine 1 [running]:")]);
  await eventually(texts, ["temporal-server panic: out of luck", "temporal-server goroutine 1 [running]:"]);
});

test("the log of a container that comes under a new id is shown from its beginning", async () => {
  const cluster = clusterWithLogs();
  const texts = follow(cluster, { services: ["temporal-web"], range: { tail: 1 } });
  await eventually(texts, ["temporal-web web two"]);
  cluster.logLines.set("temporal-web", [at(55, "fresh one"), at(56, "fresh two")]);
  cluster.change("temporal-web", { id: "replacement" });
  await eventually(texts, ["temporal-web web two", "temporal-web fresh one", "temporal-web fresh two"]);
});
