import { mkdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { completeFor } from "../../../src/commands/completion/complete.ts";
import { commands } from "../../../src/commands/index.ts";
import { keepValues } from "../../../src/host/kept-values.ts";
import { stateFolder } from "../../../src/host/state-folder.ts";
import { engineAt } from "../../support/engine-at.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { serveEngine } from "../../support/fake-engine-server.ts";
import { runInProcess } from "../../support/in-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const complete = completeFor(commands);
const linesOf = async (cluster: FakeCluster, ...words: readonly string[]): Promise<readonly string[]> => {
  const { text } = await runOn(complete, fakeContext(cluster), inputOf({}, { words }));
  return text.split("\n").slice(0, -1);
};

test("commands come with their summaries, and a last line says what the shell does", async () => {
  expect(await linesOf(new FakeCluster(), "stat")).toEqual([
    "status\tCheck every service by its own protocol, side by side",
    ":done",
  ]);
});

test("namespaces are those that the server has now, without the cluster's own", async () => {
  const cluster = FakeCluster.running();
  cluster.temporal.add("orders");
  cluster.temporal.add("temporal-system");
  expect(await linesOf(cluster, "namespace", "describe", "")).toEqual(["default\t", "orders\t", ":done"]);
});

test("instances are those that have containers, data or kept ports", async () => {
  const cluster = FakeCluster.running({ TEMPORAL_INSTANCE: "blue" });
  cluster.volumes = [{ name: "temporal-bold-data", marks: { instance: "bold" } }];
  const context = fakeContext(cluster, { instancesWithPorts: ["blue", "bright", "default"] });
  const { text } = await runOn(complete, context, inputOf({}, { words: ["--instance=b"] }));
  expect(text.split("\n")).toEqual(["--instance=blue\t", "--instance=bold\t", "--instance=bright\t", ":done", ""]);
});

test("instances with kept ports are known without an engine", async () => {
  const stateHome = await temporaryFolder();
  keepValues(stateFolder({ XDG_STATE_HOME: stateHome }, "", "kept"), { TEMPORAL_SERVER_PORT: 7300 });
  await mkdir(stateFolder({ XDG_STATE_HOME: stateHome }, "", "without-ports"));
  const environment = { XDG_STATE_HOME: stateHome };
  const { stdout } = await runInProcess(["__complete", "--", "status", "--instance", ""], { environment });
  expect(stdout).toBe("kept\t\n:done\n");
});

test("settings go on after their equals sign, and services are offered once", async () => {
  expect(await linesOf(new FakeCluster(), "--set", "POSTGRES_PO")).toEqual(["POSTGRES_PORT=\t", ":nospace"]);
  const left = await linesOf(new FakeCluster(), "logs", "temporal-web", "temporal-");
  expect(left).not.toContain("temporal-web\t");
  expect(left).toContain("temporal-server\t");
});

test("files are left to the shell", async () => {
  expect(await linesOf(new FakeCluster(), "--settings", "te")).toEqual([":files"]);
});

test.each([
  ["no server", new FakeCluster()],
  ["a server that fails", FakeCluster.running()],
])("%s leaves the list empty and says nothing", async (_, cluster) => {
  cluster.temporal.isUp = () => false;
  expect(await linesOf(cluster, "namespace", "delete", "")).toEqual([":done"]);
});

test("a server that does not answer is given up", async () => {
  const cluster = FakeCluster.running();
  cluster.temporal.namespaces = () => cluster.clock.sleep(60_000).then(() => []);
  const startedMs = cluster.clock.now();
  expect(await linesOf(cluster, "namespace", "delete", "")).toEqual([":done"]);
  expect(cluster.clock.now() - startedMs).toBeLessThan(1_500);
});

test("it is quiet and done where no engine and no usable settings are", async () => {
  for (const words of [
    ["--instance", ""],
    ["--set", "TEMPORAL_WEB_PORT=x", "namespace", "delete", ""],
    ["--settings", "none.env", "namespace", "delete", ""],
    ["--json", "--help", "--version", "namespace", "delete", ""],
  ]) {
    expect(await runInProcess(["__complete", "--", ...words])).toEqual({ exitCode: 0, stdout: ":done\n", stderr: "" });
  }
});

test("instances are asked of the real interface", async () => {
  const cluster = FakeCluster.running({ TEMPORAL_INSTANCE: "green" });
  const engine = engineAt((await serveEngine(cluster)).address);
  // Time stands still: how long a busy machine takes to answer is not what is asked here.
  const clock = { now: () => 0, sleep: (_ms: number, signal?: AbortSignal) => untilAborted(signal) };
  const context = { ...fakeContext(cluster), engine: async () => engine, clock };
  const { text } = await runOn(complete, context, inputOf({}, { words: ["status", "--instance", "g"] }));
  expect(text).toBe("green\t\n:done\n");
});

function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => {
      reject(new Error("The time is not needed any more."));
    });
  });
}

test("help does not show it", async () => {
  expect((await runInProcess(["--help"])).stdout).not.toContain("__complete");
});
