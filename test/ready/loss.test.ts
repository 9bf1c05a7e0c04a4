import { describe, expect, test } from "vitest";
import type { ContainerDetails, ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import { isSuspect, lossOf } from "../../src/ready/loss.ts";
import { containerOf } from "../support/containers.ts";

const seen = (changes: Partial<ContainerFacts>): ContainerFacts => containerOf("temporal-elasticsearch", changes);
const details = (changes: Partial<ContainerDetails> = {}): ContainerDetails => ({
  restartCount: 0,
  outOfMemory: false,
  ...changes,
});

describe("a service is lost that", () => {
  test.each([
    [
      "the kernel killed, at once",
      { state: "restarting", exitCode: 137 },
      { restartCount: 1, outOfMemory: true },
      "out-of-memory",
      "was killed for lack of memory (exit code 137)",
    ],
    [
      "ends each time it starts",
      { state: "restarting", exitCode: 1 },
      { restartCount: 5 },
      "crash-loop",
      "ends with exit code 1 each time it starts (3 restarts)",
    ],
    ["does not answer its health check", { health: "unhealthy" }, {}, "unhealthy", "runs, but its health check fails"],
    [
      "somebody stopped",
      { state: "exited", exitCode: 143 },
      {},
      "stopped",
      "was stopped from outside with exit code 143",
    ],
    ["somebody stopped and that ended well", { state: "exited", exitCode: 0 }, {}, "stopped", undefined],
    [
      "cannot be run",
      { state: "exited", exitCode: 127 },
      {},
      "not-runnable",
      "ended with exit code 127 and cannot be restarted",
    ],
  ] as const)("%s", (_, facts, more, kind, why) => {
    const loss = lossOf(seen(facts), details(more), 2);
    expect(loss?.kind).toBe(kind);
    if (why !== undefined) expect(loss?.why).toBe(why);
    expect(isSuspect(seen(facts))).toBe(true);
  });
});

describe("a service is not lost that", () => {
  test.each([
    ["runs", {}, {}],
    ["has restarted twice since the start began", { state: "restarting", exitCode: 1 }, { restartCount: 4 }],
    ["runs again after a process of it was killed", { state: "running" }, { outOfMemory: true }],
    ["has not been started yet", { state: "created" }, {}],
    ["is paused", { state: "paused" }, {}],
  ] as const)("%s", (_, facts, more) => {
    expect(lossOf(seen(facts), details(more), 2)).toBeUndefined();
  });
});
