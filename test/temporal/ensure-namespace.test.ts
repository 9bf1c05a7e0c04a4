import { beforeEach, describe, expect, test } from "vitest";
import type { NamespaceInput } from "../../src/interfaces/temporal.ts";
import { ensureNamespace, ensureNamespaces } from "../../src/temporal/ensure-namespace.ts";
import { failureOf } from "../support/expect-failure.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { FakeTemporal } from "../support/fake-temporal.ts";

let clock: FakeClock;
let temporal: FakeTemporal;

beforeEach(() => {
  clock = new FakeClock();
  temporal = new FakeTemporal(clock);
});

const ensure = (wanted: NamespaceInput, signal?: AbortSignal) =>
  ensureNamespace(wanted, {
    temporal,
    clock,
    defaultRetentionSeconds: 604_800,
    ...(signal === undefined ? {} : { signal }),
  });

test("a new namespace is registered, and waited for until it can be used", async () => {
  temporal.usableAfterMs = 9_500;
  const startedMs = clock.now();
  const { action, namespace } = await ensure({ name: "a" });
  expect(action).toBe("register");
  expect(namespace.retentionSeconds).toBe(604_800);
  expect(clock.now() - startedMs).toBeGreaterThanOrEqual(9_500);
  expect(await temporal.isUsable("a", 1_000)).toBe(true);
});

test("a new namespace can be used at once, because the server was not asked for it before", async () => {
  const startedMs = clock.now();
  await ensure({ name: "a" });
  expect(clock.now() - startedMs).toBeLessThan(100);
});

test("a second time changes nothing", async () => {
  await ensure({ name: "a", description: "Ours" });
  const before = new Map(temporal.registered);
  expect((await ensure({ name: "a" })).action).toBe("nothing");
  expect(temporal.registered).toEqual(before);
});

test("another retention is written and returned", async () => {
  temporal.add("a");
  expect(await ensure({ name: "a", retentionSeconds: 7_200 })).toMatchObject({
    action: "update",
    namespace: { retentionSeconds: 7_200 },
  });
});

test("a registration that somebody else was quicker with is no failure", async () => {
  temporal.beforeRegistration = () => {
    temporal.add("a", { description: "theirs" });
  };
  expect((await ensure({ name: "a" })).namespace.description).toBe("theirs");
});

test("what was asked for is there in the end, also where somebody else was quicker", async () => {
  temporal.beforeRegistration = () => {
    temporal.add("a", { retentionSeconds: 3_600 });
  };
  const { namespace } = await ensure({ name: "a", retentionSeconds: 7_200 });
  expect(namespace.retentionSeconds).toBe(7_200);
});

test("what somebody else changes again and again is not called done", async () => {
  temporal.add("a");
  temporal.updateNamespace = async () => undefined;
  const { facts } = await failureOf(() => ensure({ name: "a", retentionSeconds: 7_200 }));
  expect(facts).toMatchObject({ code: "NAMESPACE_UNSETTLED", retryable: true });
});

test("another refusal of the server is passed on", async () => {
  temporal.isUp = () => false;
  expect((await failureOf(() => ensure({ name: "a" }))).facts.code).toBe("TEMPORAL_UNREACHABLE");
});

test("a namespace that never becomes usable ends with a time-out that says so", async () => {
  temporal.usableAfterMs = Number.POSITIVE_INFINITY;
  const { facts, exitCode } = await failureOf(() => ensure({ name: "a" }));
  expect(exitCode).toBe(124);
  expect(facts.message).toBe('Namespace "a" is registered, but the server did not let it be used within 20 s.');
});

test("waiting ends when it is interrupted", async () => {
  temporal.usableAfterMs = Number.POSITIVE_INFINITY;
  const interruption = new AbortController();
  const waiting = ensure({ name: "a" }, interruption.signal).catch((error: unknown) => error);
  await clock.sleep(1_000);
  interruption.abort();
  expect(await waiting).toBe(interruption.signal.reason);
});

describe("several namespaces", () => {
  const names = Array.from({ length: 40 }, (_, index) => `n${String(index)}`);
  const ensureAll = (wanted: readonly string[], signal?: AbortSignal) =>
    ensureNamespaces(
      wanted.map((name) => ({ name })),
      { temporal, clock, defaultRetentionSeconds: 604_800, ...(signal === undefined ? {} : { signal }) },
    );

  test("wait for the server together, not one after the other", async () => {
    temporal.usableAfterMs = 9_500;
    const startedMs = clock.now();
    const outcomes = await ensureAll(names);
    expect(outcomes.map(({ name, ok }) => [name, ok])).toEqual(names.map((name) => [name, true]));
    expect(clock.now() - startedMs).toBeLessThan(10_500);
  });

  test("are asked for with growing patience", async () => {
    temporal.answersAfterMs = 3_000;
    const outcomes = await ensureAll(names.slice(0, 2));
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test("are given up in time where the server never answers", async () => {
    temporal.answersAfterMs = Infinity;
    const startedMs = clock.now();
    const [outcome] = await ensureAll(names.slice(0, 1));
    expect(outcome).toMatchObject({ ok: false, error: { facts: { code: "NAMESPACE_NOT_USABLE", retryable: true } } });
    expect(clock.now() - startedMs).toBeLessThan(21_000);
  });

  test("are asked for a few at a time", async () => {
    let asking = 0;
    let most = 0;
    const answer = temporal.isUsable.bind(temporal);
    temporal.isUsable = async (name, timeoutMs) => {
      asking += 1;
      most = Math.max(most, asking);
      await clock.sleep(10);
      asking -= 1;
      return answer(name, timeoutMs);
    };
    await ensureAll(names);
    expect(most).toBe(16);
  });

  test("are not begun after an interruption", async () => {
    const interruption = new AbortController();
    temporal.beforeRegistration = () => {
      interruption.abort();
    };
    await expect(ensureAll(names, interruption.signal)).rejects.toThrow("aborted");
    await clock.sleep(1_000);
    expect(temporal.registered.size).toBeLessThanOrEqual(16);
  });
});
