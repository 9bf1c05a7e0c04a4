import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { exitCodes } from "../../../src/errors.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

/** A cluster whose Web UI port, and the one after it, belong to somebody else. */
function crowded(flags: Readonly<Record<string, string>> = {}): {
  readonly cluster: FakeCluster;
  readonly port: number;
} {
  const cluster = new FakeCluster(flags);
  const port = cluster.settings.values.TEMPORAL_WEB_PORT;
  cluster.heldPorts.set(port, "taken").set(port + 1, "taken");
  return { cluster, port };
}

describe("an instance with a name whose port is taken", () => {
  test("takes the next free one, keeps it and says so", async () => {
    const { cluster, port } = crowded({ TEMPORAL_INSTANCE: "blue" });
    const context = fakeContext(cluster);
    const { exitCode, data } = await runOn(start, context);
    expect(exitCode).toBe(exitCodes.ok);
    expect(cluster.keptPorts).toEqual({ TEMPORAL_WEB_PORT: port + 2 });
    expect(context.seen.notes).toEqual([`Port ${String(port)} is taken; Web UI uses ${String(port + 2)} from now on.`]);
    expect(data).toMatchObject({ addresses: { "temporal-web": `http://127.0.0.1:${String(port + 2)}` } });
  });

  test("that somebody wrote down is told what stands in the way", async () => {
    const { cluster } = crowded({ TEMPORAL_INSTANCE: "blue", TEMPORAL_WEB_PORT: "8099" });
    const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts.code).toBe("PORT_TAKEN");
    expect(cluster.keptPorts).toEqual({});
  });

  test("shows it in a dry run, and keeps nothing", async () => {
    const { cluster, port } = crowded({ TEMPORAL_INSTANCE: "blue" });
    const context = fakeContext(cluster);
    const { exitCode } = await runOn(start, context, inputOf({ dryRun: true }));
    expect(exitCode).toBe(exitCodes.ok);
    expect(context.seen.notes).toEqual([`Port ${String(port)} is taken; Web UI uses ${String(port + 2)}.`]);
    expect(cluster.keptPorts).toEqual({});
  });

  test("ends with the ports to write down where they cannot be kept", async () => {
    const { cluster, port } = crowded({ TEMPORAL_INSTANCE: "blue" });
    cluster.portsFailure = new Error("EROFS: read-only file system");
    const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts).toMatchObject({
      code: "PORTS_NOT_KEPT",
      hint: `Write them down yourself: --set TEMPORAL_WEB_PORT=${String(port + 2)}`,
    });
  });
});

describe("the default instance whose port is taken", () => {
  test("does not move by itself: people know its ports by heart", async () => {
    const { facts } = await failureOf(() => runOn(start, fakeContext(crowded().cluster)));
    expect(facts.code).toBe("PORT_TAKEN");
  });

  test("moves with --free-ports", async () => {
    const { cluster, port } = crowded();
    expect((await runOn(start, fakeContext(cluster), inputOf({ freePorts: true }))).exitCode).toBe(exitCodes.ok);
    expect(cluster.keptPorts).toEqual({ TEMPORAL_WEB_PORT: port + 2 });
  });
});
