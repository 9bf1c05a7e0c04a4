// cspell:ignore zwölf
import { beforeEach, describe, expect, test } from "vitest";
import type { ContainerEngine, LogLine } from "../../../../src/interfaces/engine.ts";
import type { ContainerState } from "../../../../src/interfaces/engine-facts.ts";
import { containerOf, foreignContainer, imageIdOf, volume } from "../../../support/containers.ts";
import { engineAt } from "../../../support/engine-at.ts";
import { FakeCluster } from "../../../support/fake-cluster.ts";
import { type FakeEngineServer, serveEngine } from "../../../support/fake-engine-server.ts";

let cluster: FakeCluster;
let server: FakeEngineServer;
let engine: ContainerEngine;

beforeEach(async () => {
  cluster = new FakeCluster();
  server = await serveEngine(cluster);
  engine = engineAt(server.address);
});

describe("a container is read as the engine lists it", () => {
  test.each([
    ["running and healthy", containerOf("temporal-web")],
    ["unhealthy", containerOf("temporal-web", { health: "unhealthy" })],
    ["starting", containerOf("temporal-web", { health: "starting" })],
    ["without a health check", containerOf("temporal-cli")],
    ["ended", containerOf("temporal-schema", { exitCode: 137 })],
    ["with the moment it was made", containerOf("temporal-web", { createdAtMs: 1_769_860_800_000 })],
    ["crash-looping", foreignContainer("shop", { state: "restarting", exitCode: 2 })],
    ["created", foreignContainer("shop", { state: "created" })],
    ["paused", foreignContainer("shop", { state: "paused" })],
    ["dead", foreignContainer("shop", { state: "dead" })],
    ["being removed", foreignContainer("shop", { state: "removing" })],
  ])("%s", async (_, container) => {
    cluster.put(container);
    expect(await engine.containers("everybody")).toEqual([container]);
  });

  test.each(["healthy", "unhealthy", "starting", undefined] as const)(
    "%s, although Podman lists no health",
    async (health) => {
      const { health: _, ...web } = containerOf("temporal-web");
      const container = health === undefined ? web : { ...web, health };
      cluster.put(container);
      cluster.put(containerOf("temporal-schema", { exitCode: 0 }));
      cluster.isPodman = true;
      expect(await engine.containers("ours")).toContainEqual(container);
    },
  );

  test.each([
    ["configured", "created"],
    ["initialized", "created"],
    ["stopping", "running"],
    ["stopped", "exited"],
    ["unknown", "dead"],
  ] as const)("in Docker's words, although Podman calls it %s", async (theirs, state) => {
    cluster.put(foreignContainer("shop", { state: theirs as ContainerState }));
    expect(await engine.containers("everybody")).toMatchObject([{ state }]);
  });

  test("only those that are asked for", async () => {
    cluster.put(containerOf("temporal-web"));
    cluster.put(foreignContainer("shop"));
    const found = await engine.containers({ instance: "" });
    expect(found.map(({ name }) => name)).toEqual(["temporal-web"]);
  });
});

test("volumes of all instances are found, with the moment they were made", async () => {
  const ours = { ...volume("temporal-blue-data", { instance: "blue" }), createdAtMs: 1_769_860_800_000 };
  cluster.volumes = [ours, volume("shop")];
  expect(await engine.volumesOf("ours")).toEqual([ours]);
});

describe("details", () => {
  test("tell when the container started and how often", async () => {
    const container = containerOf("temporal-web");
    cluster.put(container);
    cluster.startedAtMs.set("temporal-web", Date.parse("2026-01-31T11:00:00Z"));
    cluster.restartCounts.set("temporal-web", 4);
    expect(await engine.containerDetails(container.id)).toEqual({
      startedAtMs: Date.parse("2026-01-31T11:00:00Z"),
      restartCount: 4,
      outOfMemory: false,
    });
  });

  test("tell the state and the exit code of one that has ended", async () => {
    cluster.put(containerOf("temporal-web"));
    cluster.trueStates.set("temporal-web", { state: "exited", exitCode: 1 });
    expect(await engine.containerDetails("id-of-temporal-web")).toMatchObject({ state: "exited", exitCode: 1 });
  });

  test.each([
    ["stopping", { state: "running" }],
    ["stopped", { state: "exited", exitCode: 1 }],
    ["initialized", { state: "created" }],
  ] as const)("are in Docker's words, although Podman calls the state %s", async (theirs, told) => {
    cluster.put(containerOf("temporal-web"));
    cluster.trueStates.set("temporal-web", { state: theirs as ContainerState, exitCode: 1 });
    const details = await engine.containerDetails("id-of-temporal-web");
    expect(details).toMatchObject(told);
    expect(details?.exitCode).toBe("exitCode" in told ? told.exitCode : undefined);
  });

  test("have no start before the first one", async () => {
    cluster.put(containerOf("temporal-web"));
    expect(await engine.containerDetails("id-of-temporal-web")).toEqual({ restartCount: 0, outOfMemory: false });
  });

  test("of a container that is gone are nothing", async () => {
    expect(await engine.containerDetails("gone")).toBeUndefined();
  });
});

test.each(["postgres:15.4-bookworm", "docker.elastic.co/elasticsearch/elasticsearch:7.17.9"])(
  "the image %s is found by its reference",
  async (reference) => {
    expect(await engine.image(reference)).toEqual({
      id: imageIdOf(reference),
      sizeBytes: 100_000_000,
      exposedPorts: [],
      architecture: "amd64",
    });
  },
);

test("an image that is not there is nothing", async () => {
  expect(await engine.image("nowhere/nothing:1")).toBeUndefined();
});

test("volumes that exist are found, with what their maker wrote on them", async () => {
  cluster.volumes = [volume("temporal-postgres-data", { dataVersion: "15" })];
  expect(await engine.volumes(["temporal-postgres-data", "temporal-elasticsearch-data"])).toEqual(cluster.volumes);
});

describe("the engine about itself", () => {
  test.each([
    ["Docker", {}],
    ["a rootless engine behind a proxy", { isRootless: true, hasProxy: true }],
    ["an engine with address pools of its own", { addressPools: [{ base: "10.10.0.0/16", size: 24 }] }],
    ["Podman", { product: "Podman Engine", version: "4.9.3" }],
  ])("%s is read as it answers", async (_, changes) => {
    cluster.engineInfo = { ...cluster.engineInfo, systemTimeMs: Date.parse("2026-01-31T12:00:00Z"), ...changes };
    expect(await engine.info()).toEqual(cluster.engineInfo);
  });

  test("that does not tell its time is believed to have none", async () => {
    expect(await engine.info()).not.toHaveProperty("systemTimeMs");
  });

  test("lists its networks with their subnets", async () => {
    cluster.networks = [
      { name: "bridge", subnets: ["172.17.0.0/16"], marks: { instance: "blue" } },
      { name: "host", subnets: [], marks: {} },
    ];
    expect(await engine.networks()).toEqual(cluster.networks);
  });
});

describe("logs", () => {
  const lines = ["one", "zwölf", "three"].map((text, index) => ({
    time: `2026-01-31T12:00:0${String(index)}.000000000Z`,
    text,
  }));
  const read = async (source: AsyncIterable<readonly LogLine[]>): Promise<readonly string[]> => {
    const texts: string[] = [];
    for await (const batch of source) texts.push(...batch.map(({ text }) => text));
    return texts;
  };

  beforeEach(() => {
    cluster.put(containerOf("temporal-web"));
    cluster.logLines.set("temporal-web", lines);
  });

  test.each([
    ["whole", {}, ["one", "zwölf", "three"]],
    ["cut to the last lines", { tail: 1 }, ["three"]],
    ["up to a time", { untilSeconds: Date.parse("2026-01-31T12:00:01.500Z") / 1000 }, ["one", "zwölf"]],
    ["from a fraction of a second on", { sinceSeconds: Date.parse("2026-01-31T12:00:01.500Z") / 1000 }, ["three"]],
    ["from a time on", { sinceSeconds: Date.parse("2026-01-31T12:00:01Z") / 1000 }, ["zwölf", "three"]],
  ])("come %s", async (_, options, texts) => {
    expect(await read(engine.logs("id-of-temporal-web", { follow: false, ...options }))).toEqual(texts);
  });

  test("that are followed end when they are interrupted", async () => {
    const interruption = new AbortController();
    const options = { follow: true, signal: interruption.signal };
    const source = engine.logs("id-of-temporal-web", options)[Symbol.asyncIterator]();
    expect((await source.next()).value).toContainEqual(lines[0]);
    await server.hangs;
    const reading = (async () => {
      while ((await source.next()).done !== true);
    })().catch((error: unknown) => error);
    interruption.abort();
    expect(await reading.then(() => interruption.signal.aborted)).toBe(true);
  });
});
