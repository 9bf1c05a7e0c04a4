import { describe, expect, test } from "vitest";
import { whileComingUp } from "../../../src/commands/start/while-coming-up.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext } from "../../support/fake-context.ts";

const options = { waitTimeoutMs: 30_000, startedMs: 0 };

describe("What is done while a cluster comes up", () => {
  test("begins when the stores are set up, and is over when both are", async () => {
    const cluster = new FakeCluster();
    const seen: (string | undefined)[] = [];
    const result = await whileComingUp(fakeContext(cluster), options, async () => {
      seen.push(cluster.container("temporal-schema")?.state);
      return "done";
    });
    expect({ result, seen }).toEqual({ result: "done", seen: ["exited"] });
    expect(cluster.container("temporal-server")?.state).toBe("running");
  });

  test("is done where nothing has to be set up any more", async () => {
    const work = async (): Promise<string> => "done";
    expect(await whileComingUp(fakeContext(FakeCluster.running()), options, work)).toBe("done");
  });

  test("fails the whole where the cluster is up and it is not done", async () => {
    const work = (): Promise<never> => Promise.reject(new Error("the store broke off"));
    await expect(whileComingUp(fakeContext(new FakeCluster()), options, work)).rejects.toThrow("the store broke off");
  });

  test("begins anew where it failed before the cluster was up", async () => {
    const cluster = new FakeCluster();
    let attempts = 0;
    const result = await whileComingUp(fakeContext(cluster), options, async () => {
      attempts += 1;
      if (attempts === 1) throw new Error("the store ended");
      return cluster.container("temporal-server")?.state;
    });
    expect({ attempts, result }).toEqual({ attempts: 2, result: "running" });
  });

  test("is ended, and waited for, where the start fails", async () => {
    const cluster = new FakeCluster();
    cluster.temporal.usableAfterMs = 1_000_000;
    let isOver = false;
    const coming = whileComingUp(fakeContext(cluster), { ...options, waitTimeoutMs: 2_000 }, async ({ signal }) => {
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
      });
      isOver = true;
      signal.throwIfAborted();
    });
    await expect(coming).rejects.toMatchObject({ facts: { category: "timeout" } });
    expect(isOver).toBe(true);
  });
});
