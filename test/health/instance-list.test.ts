import { describe, expect, test } from "vitest";
import { listInstances } from "../../src/health/instance-list.ts";
import type { ContainerFacts, VolumeFacts } from "../../src/interfaces/engine-facts.ts";
import { foreignContainer, volume, wholeCluster } from "../support/containers.ts";
import { testSettings } from "../support/settings.ts";

const nowMs = Date.parse("2026-01-31T12:00:00Z");
const blue = testSettings({ TEMPORAL_INSTANCE: "blue" }).values;
const ofInstance = (name: string, instance: string): VolumeFacts => volume(name, { instance: instance });
const list = (containers: readonly ContainerFacts[], volumes: readonly VolumeFacts[] = []) =>
  listInstances(containers, volumes, nowMs);

test("without containers and volumes of ours there is none", () => {
  expect(list([foreignContainer("temporal-server")], [volume("temporal-postgres-data")])).toEqual([]);
});

test("each instance has its own containers, and the default one comes first", () => {
  const found = list([...wholeCluster({}, blue), ...wholeCluster()]);
  expect(found.map(({ instance, verdict }) => [instance, verdict])).toEqual([
    ["default", "healthy"],
    ["blue", "healthy"],
  ]);
  expect(found[1]?.services.map(({ container }) => container)).toContain("temporal-blue-server");
  expect(found[0]?.services.map(({ container }) => container)).not.toContain("temporal-blue-server");
});

describe("the verdict of the containers is", () => {
  const exited = { state: "exited", exitCode: 0 } as const;
  const stopped = wholeCluster().map((container) => ({ ...container, ...exited }));
  test.each([
    ["healthy", "all run", wholeCluster()],
    ["degraded", "one has ended", wholeCluster({ "temporal-web": exited })],
    ["degraded", "one is missing", wholeCluster({ "temporal-web": undefined })],
    ["starting", "a health check has not passed yet", wholeCluster({ "temporal-server": { health: "starting" } })],
    ["degraded", "a health check fails", wholeCluster({ "temporal-server": { health: "unhealthy" } })],
    [
      "degraded",
      "one is missing beside one that starts",
      wholeCluster({ "temporal-server": { health: "starting" }, "temporal-web": undefined }),
    ],
    ["degraded", "one is paused", wholeCluster({ "temporal-cli": { state: "paused" } })],
    ["stopped", "all have ended", stopped],
  ])("%s where %s", (verdict, _, containers) => {
    expect(list(containers)[0]?.verdict).toBe(verdict);
  });
});

test("data without containers is an instance that is stopped", () => {
  const [found] = list([], [ofInstance("temporal-blue-postgres-data", "blue")]);
  expect(found).toMatchObject({ instance: "blue", verdict: "stopped", volumes: ["temporal-blue-postgres-data"] });
  expect(found?.services.map(({ verdict }) => verdict)).toEqual(Array(5).fill("absent"));
});

test("the age is that of the oldest container or volume", () => {
  const containers = wholeCluster().map((container, index) => ({ ...container, createdAtMs: nowMs - 1_000 * index }));
  const old = { ...ofInstance("temporal-postgres-data", "default"), createdAtMs: nowMs - 90_000 };
  expect(list(containers, [old])[0]).toMatchObject({ ageSeconds: 90, createdAt: "2026-01-31T11:58:30.000Z" });
  expect(list(containers)[0]?.ageSeconds).toBe(containers.length - 1);
  expect(list(wholeCluster())[0]).toMatchObject({ ageSeconds: null, createdAt: null });
});

test("a published port is shown as it is typed, once", () => {
  const ports = ["0.0.0.0", "0.0.0.0", "::"].map((hostAddress) => ({
    hostAddress,
    hostPort: 8088,
    containerPort: 8080,
  }));
  const web = list(wholeCluster({ "temporal-web": { ports } }))[0]?.services.find(
    ({ service }) => service === "temporal-web",
  );
  expect(web?.addresses).toEqual(["0.0.0.0:8088", "[::]:8088"]);
});

test("what a gateway publishes are addresses of the services behind it", () => {
  const secured = testSettings({ TEMPORAL_SECURITY: "tls" }).values;
  const ports = [
    { hostAddress: "127.0.0.1", hostPort: 7300, containerPort: 7233 },
    { hostAddress: "127.0.0.1", hostPort: 9000, containerPort: 8080 },
  ];
  const containers = wholeCluster(
    { "temporal-gateway": { ports }, "temporal-server": { ports: [] }, "temporal-web": { ports: [] } },
    secured,
  );
  const found = list(containers)[0]?.services.map(({ service, addresses }) => [service, addresses]);
  expect(found).toContainEqual(["temporal-server", ["127.0.0.1:7300"]]);
  expect(found).toContainEqual(["temporal-web", ["127.0.0.1:9000"]]);
});
