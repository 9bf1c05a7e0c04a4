import { describe, expect, test } from "vitest";
import { pullImage } from "../../../src/backends/compose/pull-image.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const image = "temporalio/ui:2.21.3";

/** A registry that answers with these words one after the other, and then has the image. */
function registryThatSays(...refusals: readonly string[]) {
  const clock = new FakeClock();
  const startedMs = clock.now();
  const left = [...refusals];
  const notes: string[] = [];
  const attemptsMs: number[] = [];
  const pull = async (): Promise<void> => {
    attemptsMs.push(clock.now() - startedMs);
    const words = left.shift();
    if (words === undefined) return;
    throw new TemporalStartError({
      code: "ENGINE_FAILED",
      category: "engine",
      message: "The engine refused.",
      cause: new Error(words),
    });
  };
  return {
    notes,
    attemptsMs,
    dependencies: { engine: { pull }, clock, onNote: (text: string) => void notes.push(text) },
  };
}

const outage = "received unexpected HTTP status: 503 Service Unavailable";

test("a pull that fails for a reason that passes is repeated, with a line each time and longer waits", async () => {
  const { dependencies, notes, attemptsMs } = registryThatSays(outage, "unexpected EOF");
  await pullImage(image, dependencies, {});
  expect(attemptsMs).toEqual([0, 1_000, 3_000]);
  expect(notes).toEqual([
    `Image ${image} could not be pulled: ${outage}; trying again in 1 s.`,
    `Image ${image} could not be pulled: unexpected EOF; trying again in 2 s.`,
  ]);
});

test("a pull that does not come about is given up after four attempts, with the last reason", async () => {
  const { dependencies, attemptsMs } = registryThatSays(
    outage,
    outage,
    outage,
    "read: connection reset by peer",
    outage,
  );
  const { facts } = await failureOf(() => pullImage(image, dependencies, {}));
  expect(attemptsMs).toEqual([0, 1_000, 3_000, 7_000]);
  expect(facts).toMatchObject({
    code: "IMAGE_PULL_FAILED",
    message: expect.stringMatching(/reset by peer$/) as string,
  });
});

describe("a pull is not repeated when", () => {
  test.each([
    ["the image is not there", `manifest for ${image} not found: manifest unknown`],
    ["the name has a number that looks like a status", "manifest for shop/api:503-a not found"],
    ["the address has had too many pulls", "toomanyrequests: You have reached your pull rate limit"],
    ["a proxy says so", "received unexpected HTTP status: 429 Too Many Requests (i/o timeout)"],
    ["nobody may see it", "pull access denied for shop/api, repository does not exist"],
    ["there is no network", "dial tcp: lookup registry.example: no such host"],
  ])("%s", async (_, words) => {
    const { dependencies, attemptsMs, notes } = registryThatSays(words);
    await failureOf(() => pullImage(image, dependencies, {}));
    expect({ attempts: attemptsMs.length, notes }).toEqual({ attempts: 1, notes: [] });
  });

  test("the command ends meanwhile", async () => {
    const { dependencies, attemptsMs } = registryThatSays(outage, outage);
    const command = new AbortController();
    const reason = new Error("interrupted");
    command.abort(reason);
    await expect(pullImage(image, dependencies, { signal: command.signal })).rejects.toBe(reason);
    expect(attemptsMs).toHaveLength(1);
  });
});

test("no registry is asked for what is built on this machine: whoever had that name there could put anything in its place", async () => {
  const { dependencies, attemptsMs } = registryThatSays();
  const { facts } = await failureOf(() => pullImage("temporal-start/server:1.30.4", dependencies, {}));
  expect(attemptsMs).toEqual([]);
  expect(facts).toMatchObject({ code: "IMAGE_PULL_FAILED", hint: "temporal-start images build server@1.30.4" });
});
