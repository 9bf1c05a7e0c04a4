// cspell:ignore zwölf
import { chmod, rename } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createDockerEngine } from "../../src/runtime/docker-engine.ts";
import type { ContainerEngine, LogLine } from "../../src/runtime/ports.ts";
import { labels } from "../../src/stack/labels.ts";
import { containerOf, foreignContainer, imageIdOf, volume } from "../support/containers.ts";
import { logFrame } from "../support/engine-shapes.ts";
import { failureOf } from "../support/expect-failure.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { type FakeEngineServer, serveEngine } from "../support/fake-engine-server.ts";
import { asOrdinaryUser } from "../support/ordinary-user.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let cluster: FakeCluster;
let server: FakeEngineServer;
let engine: ContainerEngine;

beforeEach(async () => {
  cluster = new FakeCluster();
  server = await serveEngine(cluster);
  engine = createDockerEngine({ address: server.address, chosenBy: "DOCKER_HOST" });
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
    expect(await engine.containers()).toEqual([container]);
  });

  test.each(["healthy", "unhealthy", "starting", undefined] as const)(
    "%s, although Podman lists no health",
    async (health) => {
      const { health: _, ...web } = containerOf("temporal-web");
      const container = health === undefined ? web : { ...web, health };
      cluster.put(container);
      cluster.put(containerOf("temporal-schema", { exitCode: 0 }));
      cluster.isPodman = true;
      expect(await engine.containers([`${labels.service}=temporal-web`])).toEqual([container]);
    },
  );

  test("only with the labels that are asked for", async () => {
    cluster.put(containerOf("temporal-web"));
    cluster.put(foreignContainer("shop"));
    const found = await engine.containers([`${labels.instance}=default`]);
    expect(found.map(({ name }) => name)).toEqual(["temporal-web"]);
  });
});

test("volumes are found by a label, whatever its value, with the moment they were made", async () => {
  const ours = { ...volume("temporal-blue-data", { [labels.instance]: "blue" }), createdAtMs: 1_769_860_800_000 };
  cluster.volumes = [ours, volume("shop")];
  expect(await engine.volumesLabelled(labels.instance)).toEqual([ours]);
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
      architecture: "amd64",
    });
  },
);

test("an image that is not there is nothing", async () => {
  expect(await engine.image("nowhere/nothing:1")).toBeUndefined();
});

test("volumes that exist are found, with their labels", async () => {
  cluster.volumes = [volume("temporal-postgres-data", { [labels.dataVersion]: "15" })];
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
      { name: "bridge", subnets: ["172.17.0.0/16"] },
      { name: "host", subnets: [] },
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

describe("an engine that cannot be asked", () => {
  test("because it dies while a log is followed, ends the log with that", async () => {
    const dying = createServer((_request, response) => {
      response.writeHead(200);
      response.write(logFrame({ time: "2026-01-31T12:00:00.000000000Z", text: "last words" }), () => {
        response.destroy();
      });
    });
    const socketPath = join(await temporaryFolder(), "dying.sock");
    await new Promise<void>((resolve) => dying.listen(socketPath, resolve));
    onTestFinished(() => void dying.close());
    const source = createDockerEngine({ address: `unix://${socketPath}`, chosenBy: "DOCKER_HOST" });
    const texts: string[] = [];
    const { facts } = await failureOf(async () => {
      for await (const batch of source.logs("id", { follow: true })) texts.push(...batch.map(({ text }) => text));
    });
    expect(texts).toEqual(["last words"]);
    expect(facts).toMatchObject({ code: "ENGINE_UNREACHABLE", retryable: true });
  });

  test("because nothing is there is named with its address and who chose it", async () => {
    const address = `unix://${join(await temporaryFolder(), "none.sock")}`;
    const missing = createDockerEngine({ address, chosenBy: "context remote" });
    const { facts, exitCode } = await failureOf(() => missing.containers());
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({ code: "ENGINE_UNREACHABLE", category: "engine", retryable: true });
    expect(facts.message).toContain(`No Docker Engine answers at ${address} (context remote): `);
  });

  test("because nothing listens on its port", async () => {
    const { facts } = await failureOf(() =>
      createDockerEngine({ address: "tcp://127.0.0.1:1", chosenBy: "DOCKER_HOST" }).containers(),
    );
    expect(facts.code).toBe("ENGINE_UNREACHABLE");
  });

  test("because this user may not is named with the way out", async () => {
    await chmod(server.socketPath, 0o000);
    const { facts, exitCode } = await asOrdinaryUser(() => failureOf(() => engine.containers()));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "ENGINE_FORBIDDEN",
      message: `This user may not talk to the Docker Engine at ${server.address} (DOCKER_HOST).`,
    });
  });

  test("because it is another user's Podman is named with the way to one's own", async () => {
    const socketPath = join(dirname(server.socketPath), "podman.sock");
    await rename(server.socketPath, socketPath);
    await chmod(socketPath, 0o000);
    const podman = createDockerEngine({ address: `unix://${socketPath}`, chosenBy: "DOCKER_HOST" });
    const { facts } = await asOrdinaryUser(() => failureOf(() => podman.containers()));
    expect(facts.code).toBe("ENGINE_FORBIDDEN");
    expect(facts.hint).toContain("systemctl --user start podman.socket");
  });

  test("because Podman does not listen is named with what starts Podman", async () => {
    const address = `unix://${join(await temporaryFolder(), "podman", "podman.sock")}`;
    const { facts } = await failureOf(() => createDockerEngine({ address, chosenBy: "DOCKER_HOST" }).containers());
    expect(facts.code).toBe("ENGINE_UNREACHABLE");
    expect(facts.hint).toMatch(/systemctl --user start podman\.socket.*podman machine start/);
  });

  test("because it fails is passed on with its own words", async () => {
    server.failWith(500, "no space left on device");
    const { facts, exitCode } = await failureOf(() => engine.containers());
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({ code: "ENGINE_FAILED", category: "engine" });
    expect(facts.message).toContain("no space left on device");
  });
});
