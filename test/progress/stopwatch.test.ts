import { describe, expect, test } from "vitest";
import { criticalChain } from "../../src/progress/critical-chain.ts";
import { createStopwatch, hasAnswered } from "../../src/progress/stopwatch.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { testTopology } from "../support/settings.ts";

/** Notes of a start from nothing, each 100 ms after the one before. */
async function watchStart() {
  const clock = new FakeClock();
  const stopwatch = createStopwatch(clock, clock.now(), testTopology());
  const notes = [
    () => {
      stopwatch.stage("planned");
    },
    () => {
      stopwatch.stage("created");
    },
    () => {
      stopwatch.service("temporal-postgres", "started");
    },
    () => {
      stopwatch.service("temporal-elasticsearch", "started");
    },
    () => {
      stopwatch.service("temporal-schema", "started");
    },
    () => {
      stopwatch.service("temporal-postgres", "answers");
    },
    () => {
      stopwatch.service("temporal-elasticsearch", "answers");
    },
    () => {
      stopwatch.service("temporal-schema", "ended");
    },
    () => {
      stopwatch.service("temporal-server", "started");
    },
    () => {
      stopwatch.service("temporal-server", "answers");
    },
    () => {
      stopwatch.namespace();
    },
    () => {
      stopwatch.service("temporal-server", "ready");
    },
  ];
  for (const note of notes) {
    await clock.sleep(100);
    note();
  }
  return { clock, stopwatch };
}

describe("a stopwatch", () => {
  test("knows what waited for what in a start from nothing", async () => {
    const { stopwatch } = await watchStart();
    expect(criticalChain(stopwatch.spans()).map(({ name }) => name)).toEqual([
      "planned",
      "created",
      "temporal-elasticsearch started",
      "temporal-elasticsearch answers",
      "temporal-schema ended",
      "temporal-server started",
      "temporal-server answers",
      "namespace",
      "temporal-server ready",
    ]);
  });

  test("names as waited for only what was over before", async () => {
    const { stopwatch } = await watchStart();
    const spans = stopwatch.spans();
    const endOf = new Map(spans.map(({ name, endedMs }) => [name, endedMs]));
    expect(spans.every(({ after, endedMs }) => after.every((name) => (endOf.get(name) ?? 1e9) <= endedMs))).toBe(true);
    expect(spans.find(({ name }) => name === "temporal-server ready")?.after).toEqual([
      "temporal-server answers",
      "temporal-schema ended",
      "namespace",
    ]);
  });

  test("keeps the first time of what is noted again", async () => {
    const { clock, stopwatch } = await watchStart();
    await clock.sleep(100);
    stopwatch.service("temporal-server", "answers");
    expect(stopwatch.spans().find(({ name }) => name === "temporal-server answers")?.endedMs).toBe(1_000);
  });

  test("forgets what a container said before it was replaced", async () => {
    const { clock, stopwatch } = await watchStart();
    stopwatch.service("temporal-web", "answers");
    await clock.sleep(100);
    stopwatch.service("temporal-web", "started");
    await clock.sleep(100);
    stopwatch.service("temporal-web", "answers");
    expect(stopwatch.spans().find(({ name }) => name === "temporal-web answers")?.endedMs).toBe(1_400);
  });
});

test.each([
  ["refused", false],
  ["starting", false],
  ["timeout", false],
  ["not-serving", false],
  ["missing-index", true],
  ["missing-namespace", true],
  ["wrong-password", true],
] as const)("a service that says %s has answered: %s", (fault, answered) => {
  expect(hasAnswered({ ok: false, fault, message: "", latencyMs: 1 })).toBe(answered);
});
