import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import type { ServiceHealth } from "../../src/health/health-report.ts";
import { expectClearError } from "./support/clear-error.ts";
import { type Cluster, clusterOf, startOrExplain, unwell } from "./support/cluster.ts";
import { makeOwnEngine, noOwnEngine, type OwnEngine } from "./support/own-engine.ts";
import type { Ended, Running } from "./support/program.ts";

const reason = noOwnEngine();
if (reason !== null) process.stderr.write(`No real engine is ended or killed: ${reason}.\n`);

let engine: OwnEngine;
let cluster: Cluster;

/** Two ranges, of which the engine's own bridge takes one. */
const twoRanges = ["--default-address-pool", "base=10.213.0.0/23,size=24"];

async function untilTold(words: RegExp, { process: program, errors }: Running): Promise<void> {
  while (!words.test(errors())) {
    if (program.exitCode !== null) throw new Error(`start ended before ${String(words)}: ${errors()}`);
    await sleep(20);
  }
}

/** Ends the engine as soon as a start has said these words, in whatever order. */
async function endDuringStart(words: readonly RegExp[], signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  const starting = cluster.launch(["start"]);
  for (const word of words) await untilTold(word, starting);
  const fromMs = performance.now();
  const gone = engine.end(signal);
  expectClearError(await starting.ended);
  expect(performance.now() - fromMs).toBeLessThan(15_000);
  await gone;
  expectClearError(await cluster.run("status"));
}

/** A service is stopped or absent for status where its container does not run for the engine. */
async function expectTruth(): Promise<void> {
  const { report } = await cluster.status();
  const running = (await engine.docker("ps", "--format", "{{.Names}}")).split("\n");
  const isUp = ({ verdict }: ServiceHealth): boolean => verdict !== "absent" && verdict !== "stopped";
  const told = report.services.filter(isUp).map(({ service }) => cluster.named(service));
  const known = running.filter((name) => name !== "" && name !== cluster.named("temporal-schema"));
  expect(told.toSorted()).toEqual(known.toSorted());
}

async function expectAllBack(): Promise<void> {
  const { exitCode, report } = await cluster.status();
  expect({ exitCode, unwell: unwell(report) }).toEqual({ exitCode: 0, unwell: [] });
}

const open = (workflow: string): Promise<Ended> =>
  cluster.run("cli", "workflow", "start", "--task-queue", "nobody", "--type", "held", "--workflow-id", workflow);

async function expectOpen(workflow: string): Promise<void> {
  const { stdout, stderr } = await cluster.run("cli", "workflow", "describe", "--workflow-id", workflow);
  expect(stdout, stderr).toMatch(/Running/);
}

describe.skipIf(reason !== null)("An engine", () => {
  beforeAll(async () => {
    engine = await makeOwnEngine();
    cluster = clusterOf(`${inject("clusterRun").name}-ends`, engine.place);
    await engine.start(...twoRanges);
  });
  afterAll(async () => {
    // Neither is there where the engine could not be made, which is then the failure to show.
    await (cluster as Cluster | undefined)?.remove();
    await (engine as OwnEngine | undefined)?.remove();
  });

  it("without a free address range is told by doctor and by start, and its advice helps", async () => {
    await engine.docker("network", "create", "somebody-else");
    onTestFinished(async () => {
      await engine.docker("network", "prune", "--force");
    });
    const { exitCode, data } = await cluster.json<{ checks: readonly { check: string; state: string }[] }>("doctor");
    expect(exitCode).toBe(6);
    expect(data.checks).toContainEqual(expect.objectContaining({ check: "networks", state: "failure" }));
    const started = await cluster.json("start");
    expect(started).toMatchObject({ exitCode: 6, error: { code: "ADDRESSES_EXHAUSTED" } });
  });

  it("that is ended during a first start is told at once, and the next start goes on", async () => {
    await endDuringStart([/^ *ready +temporal-postgres/m], "SIGTERM");
    await engine.start(...twoRanges);
    await expectTruth();
    await startOrExplain(cluster);
    await expectAllBack();
    expect(await open("held")).toMatchObject({ exitCode: 0 });
  });

  it("that is killed during a start is told at once, and the next start finds all again", async () => {
    await cluster.run("stop");
    // Not while it starts a container: it may call that one's task "already exists" ever after. The server is the last to
    // be ready.
    await endDuringStart(
      ["cli", "web", "server"].map((name) => new RegExp(`^ *starting +temporal-${name}`, "m")),
      "SIGKILL",
    );
    await engine.start(...twoRanges);
    await expectTruth();
    await startOrExplain(cluster);
    await expectAllBack();
    await expectOpen("held");
  });

  it("that is killed under a cluster leaves it stopped, and a start brings all back", async () => {
    await engine.end("SIGKILL");
    await engine.start(...twoRanges);
    // It ends what it finds running, and counts that as wished: "unless-stopped" does not start it again.
    expect((await cluster.status()).exitCode).toBe(3);
    await expectTruth();
    await startOrExplain(cluster);
    await expectAllBack();
    await expectOpen("held");
  });

  it("that is restarted under a cluster brings it back without help", async () => {
    await engine.end("SIGTERM");
    await engine.start(...twoRanges);
    const waited = await cluster.run("wait", "--timeout", "60s");
    expect(waited, waited.stderr).toMatchObject({ exitCode: 0 });
    await expectOpen("held");
  });
});
