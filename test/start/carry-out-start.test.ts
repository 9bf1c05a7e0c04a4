import { describe, expect, test } from "vitest";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import type { StepAction } from "../../src/plan/decision.ts";
import type { PlanStep } from "../../src/plan/plan.ts";
import { startOperations } from "../../src/plan/start-operations.ts";
import { carryOut } from "../../src/start/carry-out.ts";
import { containerOf } from "../support/containers.ts";
import { failureOf } from "../support/expect-failure.ts";
import { fakeBackend } from "../support/fake-backend.ts";
import { FakeCluster } from "../support/fake-cluster.ts";

const step = (service: ServiceName, action: StepAction): PlanStep => ({
  service,
  action,
  subject: service,
  reason: "",
  isNew: false,
});

const names: readonly ServiceName[] = ["temporal-postgres", "temporal-schema", "temporal-server", "temporal-web"];

type Containers = ReadonlyMap<ServiceName, ContainerFacts>;

function stoppedCluster() {
  const cluster = new FakeCluster();
  for (const name of names) cluster.put(containerOf(name, { state: "exited", exitCode: 0 }));
  const containers = new Map(names.map((name) => [name, containerOf(name, { state: "exited", exitCode: 0 })]));
  const acted: string[] = [];
  const carriedOut = (
    steps: readonly PlanStep[],
    observed: Containers = containers,
    isStoreStarting = async (): Promise<boolean> => false,
  ): Promise<void> => {
    const { topology } = cluster.settings;
    const operations = startOperations({ topology, steps, observed, leftovers: [], images: new Map() });
    return carryOut(operations, {
      backend: fakeBackend(cluster),
      isStoreStarting,
      onPoint(operation, point) {
        if (!("unit" in operation)) return;
        const isJob = operation.kind === "run";
        const told = typeof point === "object" ? "milestone" : point === "done" && !isJob ? "started" : point;
        acted.push(`${operation.unit} ${told === "done" ? "ended" : told}`);
      },
    });
  };
  return { cluster, containers, acted, carriedOut };
}

describe("the steps of a plan", () => {
  const steps = [
    step("temporal-postgres", "start"),
    step("temporal-schema", "run"),
    step("temporal-server", "start"),
    step("temporal-web", "start"),
  ];

  test("are carried out stores first, and the server when its job has ended", async () => {
    const { acted, carriedOut } = stoppedCluster();
    await carriedOut(steps);
    expect(acted).toEqual([
      "temporal-postgres started",
      "temporal-schema started",
      "temporal-web started",
      "temporal-schema ended",
      "temporal-server started",
    ]);
  });

  test("let the server start at the job's milestone, while the job goes on", async () => {
    const { cluster, acted, carriedOut } = stoppedCluster();
    const said = { time: "2026-01-31T12:00:00.500000000Z", text: "postgres: databases are ready (400 ms)" };
    cluster.logLines.set("temporal-schema", [said]);
    await carriedOut(steps);
    expect(acted.indexOf("temporal-schema milestone")).toBeLessThan(acted.indexOf("temporal-server started"));
    expect(acted.indexOf("temporal-server started")).toBeLessThan(acted.indexOf("temporal-schema ended"));
  });

  test("hear a milestone whose time is told in whole seconds, the second of the job's start", async () => {
    const { cluster, acted, carriedOut } = stoppedCluster();
    await cluster.clock.sleep(700);
    const said = { time: "2026-01-31T12:00:00.000000000Z", text: "postgres: databases are ready (100 ms)" };
    cluster.logLines.set("temporal-schema", [said]);
    await carriedOut(steps);
    expect(acted).toContain("temporal-schema milestone");
  });

  test("take no milestone of an earlier run for that of this one", async () => {
    const { cluster, acted, carriedOut } = stoppedCluster();
    const said = { time: "2026-01-31T11:59:59.900000000Z", text: "postgres: databases are ready (400 ms)" };
    cluster.logLines.set("temporal-schema", [said]);
    await carriedOut(steps);
    expect(acted).not.toContain("temporal-schema milestone");
    expect(acted.indexOf("temporal-server started")).toBeGreaterThan(acted.indexOf("temporal-schema ended"));
  });

  test("end with the job that failed, and the server is left alone", async () => {
    const { cluster, acted, carriedOut } = stoppedCluster();
    cluster.schemaExitCode = 3;
    const { facts } = await failureOf(() => carriedOut(steps));
    expect(facts).toMatchObject({ code: "JOB_FAILED", service: "temporal-schema" });
    expect(acted).not.toContain("temporal-server started");
  });

  test("run the job again that gave up on a store which is still on its way up", async () => {
    const { cluster, containers, acted, carriedOut } = stoppedCluster();
    cluster.schemaExitCode = 75;
    let runs = 1;
    const storeComesUp = async (): Promise<boolean> => {
      runs += 1;
      if (runs === 3) cluster.schemaExitCode = 0;
      return true;
    };
    await carriedOut(steps, containers, storeComesUp);
    expect(runs).toBe(3);
    expect(acted.filter((text) => text === "temporal-schema ended")).toHaveLength(1);
    expect(acted).toContain("temporal-server started");
  });

  test("end with the job that gave up on stores which are up", async () => {
    const { cluster, carriedOut } = stoppedCluster();
    cluster.schemaExitCode = 75;
    const { facts } = await failureOf(() => carriedOut(steps));
    expect(facts).toMatchObject({ code: "JOB_FAILED", service: "temporal-schema" });
  });

  test.each([
    ["begin the job anew that runs while one of its stores is started", "temporal-postgres", true],
    ["let a job go on that runs beside something else", "temporal-web", false],
  ] as const)("%s", async (_, moved, isAnew) => {
    const { cluster, containers, carriedOut } = stoppedCluster();
    const job = containerOf("temporal-schema", { state: "running" });
    cluster.put(job);
    containers.set("temporal-schema", job);
    await carriedOut([step(moved, "start"), step("temporal-schema", "run")]);
    expect(cluster.startedAtMs.has("temporal-schema")).toBe(isAnew);
  });

  test("say in the engine's words which container it refuses", async () => {
    const { cluster, carriedOut } = stoppedCluster();
    cluster.refusals.set("temporal-web", "driver failed: port is already allocated");
    const { facts, exitCode } = await failureOf(() => carriedOut(steps));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "CONTAINER_NOT_STARTED",
      message: "Container temporal-web could not be started: driver failed: port is already allocated",
    });
  });

  test("name the way out of a container that the engine takes for started since it was killed", async () => {
    const { cluster, carriedOut } = stoppedCluster();
    cluster.refusals.set("temporal-web", "task 27bc0e62d9: already exists: unknown");
    const { facts } = await failureOf(() => carriedOut(steps));
    expect(facts.hint).toBe("temporal-start down, which keeps the data, then: temporal-start start");
  });

  test.each([
    ["pause is ended", "unpause", "paused"],
    ["restart is asked for", "restart", "running"],
  ] as const)("leave a service running whose %s", async (_, action, state) => {
    const { cluster, carriedOut } = stoppedCluster();
    const container = containerOf("temporal-web", { state });
    cluster.put(container);
    await carriedOut([step("temporal-web", action)], new Map([["temporal-web", container]]));
    expect(cluster.container("temporal-web")?.state).toBe("running");
  });

  test("are not taken for done where a container is gone", async () => {
    const { cluster, carriedOut } = stoppedCluster();
    cluster.containers.delete("temporal-web");
    const { facts } = await failureOf(() => carriedOut([step("temporal-web", "start")], new Map()));
    expect(facts).toMatchObject({ code: "CONTAINER_NOT_STARTED", service: "temporal-web" });
  });
});
