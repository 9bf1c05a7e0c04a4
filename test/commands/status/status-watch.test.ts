import { describe, expect, test } from "vitest";
import { status } from "../../../src/commands/status/status.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import type { ContainerEngine } from "../../../src/interfaces/engine.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { type FakeContext, fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

interface Watched {
  readonly exitCode: number;
  readonly text: string;
  readonly stdout: string;
}

interface Scene {
  readonly isJson?: boolean;
  readonly isStdoutTerminal?: boolean;
  readonly flags?: Readonly<Record<string, string>>;
  readonly engine?: (engine: ContainerEngine) => ContainerEngine;
  /** What happens meanwhile: seconds after the beginning, and the deed. Ctrl-C follows a little later. */
  readonly deeds?: readonly (readonly [number, () => void])[];
}

async function watch(cluster: FakeCluster, scene: Scene = {}): Promise<Watched> {
  const { isJson = false, isStdoutTerminal = false, flags = {}, deeds = [] } = scene;
  const cancellation = new AbortController();
  const context: FakeContext = fakeContext(cluster, {
    isJson,
    isStdoutTerminal,
    signal: cancellation.signal,
  });
  const engine = await context.engine();
  const seen = { ...context, engine: async () => scene.engine?.(engine) ?? engine };
  const others = (async () => {
    let at = 0;
    for (const [seconds, deed] of deeds) {
      await cluster.clock.sleep((seconds - at) * 1000);
      at = seconds;
      deed();
    }
    await cluster.clock.sleep(4_500);
    cancellation.abort();
  })();
  const { exitCode, text } = await runOn(status, seen, inputOf({ watch: true, ...flags }));
  await others;
  return { exitCode, text, stdout: context.seen.stdout };
}

const eventsOf = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** A web container that ends after three seconds and comes back after seven. */
const webEnds = (cluster: FakeCluster): NonNullable<Scene["deeds"]> => [
  [
    3,
    () => {
      cluster.change("temporal-web", { state: "exited", exitCode: 137 });
    },
  ],
  [
    7,
    () => {
      cluster.start("temporal-web");
    },
  ],
];

test("Ctrl-C ends it with 130 and no further word", async () => {
  expect(await watch(FakeCluster.running())).toMatchObject({ exitCode: 130, text: "" });
});

describe("for programs", () => {
  test("begins with the whole, then tells each change and each verdict in one line", async () => {
    const cluster = FakeCluster.running();
    const { stdout } = await watch(cluster, { isJson: true, deeds: webEnds(cluster) });
    const [snapshot, ...events] = eventsOf(stdout);
    expect(snapshot).toMatchObject({ type: "snapshot", verdict: "healthy", services: Array(5).fill({}) });
    expect(events).toEqual([
      { type: "verdict", time: "2026-01-31T12:00:00.000Z", from: null, to: "healthy" },
      {
        type: "change",
        time: "2026-01-31T12:00:04.000Z",
        service: "temporal-web",
        from: "healthy",
        to: "stopped",
        reason: "The container is exited, exit code 137.",
      },
      { type: "verdict", time: "2026-01-31T12:00:04.000Z", from: "healthy", to: "degraded" },
      {
        type: "change",
        time: "2026-01-31T12:00:08.000Z",
        service: "temporal-web",
        from: "stopped",
        to: "starting",
        reason: "It is starting up.",
      },
      {
        type: "change",
        time: "2026-01-31T12:00:10.000Z",
        service: "temporal-web",
        from: "starting",
        to: "healthy",
        reason: "web answers",
      },
      { type: "verdict", time: "2026-01-31T12:00:10.000Z", from: "degraded", to: "healthy" },
    ]);
  });

  test("is silent while nothing changes", async () => {
    const { stdout } = await watch(FakeCluster.running(), { isJson: true });
    expect(eventsOf(stdout).map(({ type }) => type)).toEqual(["snapshot", "verdict"]);
  });

  test("tells once that the engine does not answer, and goes on when it does again", async () => {
    const cluster = FakeCluster.running();
    let isGone = false;
    const engine = (real: ContainerEngine): ContainerEngine => ({
      ...real,
      containers: async (wanted) => {
        if (!isGone) return real.containers(wanted);
        throw new TemporalStartError({ code: "ENGINE_UNREACHABLE", category: "engine", message: "No engine answers." });
      },
    });
    const { stdout } = await watch(cluster, {
      isJson: true,
      engine,
      deeds: [
        [1, () => (isGone = true)],
        [9, () => (isGone = false)],
        [
          9,
          () => {
            cluster.change("temporal-web", { state: "paused" });
          },
        ],
      ],
    });
    expect(eventsOf(stdout).map(({ type, code, to }) => [type, code ?? to])).toEqual([
      ["snapshot", undefined],
      ["verdict", "healthy"],
      ["problem", "ENGINE_UNREACHABLE"],
      ["change", "paused"],
      ["verdict", "degraded"],
    ]);
  });
});

describe("for people", () => {
  test("elsewhere than on a terminal shows the table once, then a line a change", async () => {
    const cluster = FakeCluster.running();
    const { stdout } = await watch(cluster, { deeds: webEnds(cluster) });
    expect(stdout.match(/SERVICE/g)).toHaveLength(1);
    expect(stdout).not.toContain("\u001b");
    const lines = stdout.split("\n").filter((line) => /^\d\d:\d\d:\d\d /.test(line));
    expect(lines.map((line) => line.slice(10))).toEqual([
      "temporal-web  healthy → stopped  The container is exited, exit code 137.",
      "instance default  healthy → degraded",
      "temporal-web  stopped → starting  It is starting up.",
      "temporal-web  starting → healthy  web answers",
      "instance default  degraded → healthy",
    ]);
  });

  test("on a terminal draws each look over the one before, and clears the screen once", async () => {
    const cluster = FakeCluster.running();
    const { stdout } = await watch(cluster, { isStdoutTerminal: true, deeds: webEnds(cluster) });
    const frames = stdout.split("\u001b[H").slice(1);
    expect(stdout.split("\u001b[2J")).toHaveLength(2);
    expect(frames).toHaveLength(6);
    expect(frames[0]).toContain("is healthy.");
    expect(frames[2]).toContain("is degraded.");
    expect(frames[2]).toContain("healthy → stopped");
    expect(frames.at(-1)).toContain("degraded → healthy");
    for (const frame of frames) {
      const [drawn = "", rest] = frame.split("\u001b[J");
      expect(rest).toMatch(/^.\[\?7h/);
      expect(drawn.split("\n").filter((line) => line !== "" && !line.endsWith("\u001b[K"))).toEqual([]);
    }
  });
});

test("--interval says how often it looks", async () => {
  const cluster = FakeCluster.running();
  const { stdout } = await watch(cluster, { isStdoutTerminal: true, flags: { interval: "1" } });
  expect(stdout.split("\u001b[H")).toHaveLength(1 + 5);
});

test("--interval alone is a wrong command line", async () => {
  const failure = await failureOf(() => runOn(status, fakeContext(new FakeCluster()), inputOf({ interval: "1" })));
  expect(failure.facts).toMatchObject({ code: "USAGE", message: "--interval goes with --watch." });
});
