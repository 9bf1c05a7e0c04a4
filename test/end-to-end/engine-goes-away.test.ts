import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectClearError } from "./support/clear-error.ts";
import { startOrExplain, unwell, useOwnCluster } from "./support/cluster.ts";
import { type Gate, gateToEngine } from "./support/gate.ts";
import type { Ended } from "./support/program.ts";

const cluster = await useOwnCluster("away");
let gate: Gate;

beforeAll(async () => {
  gate = await gateToEngine();
});
afterAll(() => {
  gate.close();
});

/** The engine is gone so long after the command began. */
async function cutAfter(ms: number, ...args: readonly string[]): Promise<Ended & { readonly afterCutMs: number }> {
  await gate.open();
  const running = cluster.launch(args, { env: { DOCKER_HOST: gate.address } });
  await delay(ms);
  gate.close();
  const cutMs = performance.now();
  return { ...(await running.ended), afterCutMs: performance.now() - cutMs };
}

function expectEnded(ended: Awaited<ReturnType<typeof cutAfter>>): void {
  expectClearError(ended);
  expect(ended.afterCutMs).toBeLessThan(15_000);
}

it.each([700, 1_500, 3_000])(
  "a first start without its engine after %i ms says so, and the next one goes on",
  async (ms) => {
    await cluster.remove();
    expectEnded(await cutAfter(ms, "start"));
    await startOrExplain(cluster);
    const { exitCode, report } = await cluster.status();
    expect({ exitCode, unwell: unwell(report) }).toEqual({ exitCode: 0, unwell: [] });
  },
);

it("a log that is followed ends with the engine, and is whole when it is back", async () => {
  await startOrExplain(cluster);
  const ended = await cutAfter(2_000, "logs", "temporal-server", "--follow");
  expect(ended.exitCode).toBe(1);
  expect(ended.stderr).toMatch(/Error: No Docker Engine answers/);
  const again = await cluster.run("logs", "temporal-server");
  expect(again.stdout.startsWith(ended.stdout.slice(0, 5_000))).toBe(true);
});

it("a stop without its engine says so, and the next one ends what is left", async () => {
  await startOrExplain(cluster);
  expectEnded(await cutAfter(600, "stop"));
  expect((await cluster.run("stop")).exitCode).toBe(0);
  expect((await cluster.status()).exitCode).toBe(3);
});
