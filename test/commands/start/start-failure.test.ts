import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

const logOf = (...texts: readonly string[]) =>
  texts.map((text, index) => ({ time: `2026-01-31T12:00:3${String(index)}.000000000Z`, text }));

describe("a start that runs out of time", () => {
  test("ends with 124 and names the service that is not ready", async () => {
    const cluster = new FakeCluster();
    cluster.faults.set("temporal-web", { ok: false, fault: "starting", message: "The Web UI is starting up." });
    const { facts, exitCode } = await failureOf(() =>
      runOn(start, fakeContext(cluster), inputOf({ waitTimeout: "20s" })),
    );
    expect(exitCode).toBe(124);
    expect(facts).toMatchObject({
      code: "WAIT_TIMED_OUT",
      service: "temporal-web",
      message: "temporal-web was not ready after 20 s: The Web UI is starting up.",
      hint: expect.stringContaining("--wait-timeout 40s") as string,
      retryable: true,
    });
  });

  test("blames the service the others wait for, with its last log lines and what still runs", async () => {
    const cluster = new FakeCluster();
    cluster.faults.set("temporal-web", { ok: false, fault: "starting", message: "The Web UI is starting up." });
    cluster.logLines.set("temporal-postgres", logOf("it is late", "going to bed"));
    const context = fakeContext(cluster);
    const running = failureOf(() => runOn(start, context, inputOf({ waitTimeout: "20s" })));
    await cluster.clock.sleep(5_000);
    cluster.change("temporal-postgres", { state: "paused" });
    const { facts, exitCode } = await running;
    expect(exitCode).toBe(124);
    expect(facts).toMatchObject({
      service: "temporal-postgres",
      message: "temporal-postgres is paused; the start stopped there.",
      details: [
        "temporal-web was not ready after 20 s: The Web UI is starting up.",
        "Last lines of temporal-postgres:",
        "  it is late",
        "  going to bed",
        "Still running: temporal-elasticsearch, temporal-server, temporal-web, temporal-cli. temporal-start start goes on from here, temporal-start stop ends them.",
      ],
      failure: { id: "PAUSED" },
      hint: "temporal-start start, which lets it go on",
    });
  });

  test.each(["90", "90s", "1m30s"])("accepts %s as a time to wait", async (waitTimeout) => {
    const cluster = new FakeCluster();
    cluster.readyAfterMs = 80_000;
    const { data } = await runOn(start, fakeContext(cluster), inputOf({ waitTimeout }));
    expect((data as { seconds: number }).seconds).toBeGreaterThan(79);
  });

  test.each(["", "0", "soon", "-1", "1.5"])("refuses %j as a time to wait", async (waitTimeout) => {
    const { facts, exitCode } = await failureOf(() =>
      runOn(start, fakeContext(new FakeCluster()), inputOf({ waitTimeout })),
    );
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`--wait-timeout "${waitTimeout}" is no duration.`);
  });
});

test("a wrong password ends the start at once, with the way out", async () => {
  const cluster = new FakeCluster();
  const message = 'PostgreSQL refuses the password of role "temporal".';
  cluster.faults.set("temporal-postgres", { ok: false, fault: "wrong-password", message, hint: "Set it right." });
  const startedMs = cluster.clock.now();
  const { facts, exitCode } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(exitCode).toBe(1);
  expect(facts).toMatchObject({ code: "SERVICE_FAILED", service: "temporal-postgres", hint: "Set it right." });
  expect(facts.message).toBe(`temporal-postgres: ${message}`);
  expect(cluster.clock.now() - startedMs).toBeLessThan(10_000);
});

test("a store that fails while others are kept ends the start with its error and nothing else", async () => {
  const cluster = FakeCluster.running();
  cluster.change("temporal-postgres", { state: "exited", exitCode: 0 });
  const message = 'PostgreSQL refuses the password of role "temporal".';
  cluster.faults.set("temporal-postgres", { ok: false, fault: "wrong-password", message, hint: "Set it right." });
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", note);
  expect(facts).toMatchObject({ code: "SERVICE_FAILED", service: "temporal-postgres" });
  expect(unhandled).toEqual([]);
});

test("a schema set-up that fails is blamed instead of the server that waits for it", async () => {
  const cluster = new FakeCluster();
  cluster.schemaExitCode = 3;
  cluster.logLines.set("temporal-schema", logOf("temporal-schema: cannot log in"));
  const { facts, exitCode } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(exitCode).toBe(1);
  expect(facts).toMatchObject({
    service: "temporal-schema",
    message: "temporal-schema ended with exit code 3.",
    details: [
      "Last lines of temporal-schema:",
      "  temporal-schema: cannot log in",
      "Still running: temporal-postgres, temporal-elasticsearch, temporal-web, temporal-cli. temporal-start start goes on from here, temporal-start stop ends them.",
    ],
  });
  expect(cluster.container("temporal-server")?.state).toBe("created");
});

test.each(["temporal-elasticsearch", "temporal-server"] as const)(
  "%s that is ended from outside during the start is named long before the time is up",
  async (service) => {
    const cluster = new FakeCluster();
    cluster.readyAfterMs = 60_000;
    const running = failureOf(() => runOn(start, fakeContext(cluster)));
    await cluster.clock.sleep(5_000);
    cluster.change(service, { state: "exited", exitCode: 137 });
    const { facts } = await running;
    expect(facts).toMatchObject({
      code: "SERVICE_STOPPED",
      service,
      message: `${service} was stopped from outside with exit code 137.`,
    });
    expect(cluster.clock.now() - Date.parse("2026-01-31T12:00:00Z")).toBeLessThan(10_000);
  },
);

test("a schema set-up that failed is run again by the next start, which fails again", async () => {
  const cluster = new FakeCluster();
  cluster.schemaExitCode = 3;
  await failureOf(() => runOn(start, fakeContext(cluster)));
  for (const service of ["temporal-server", "temporal-web"] as const) cluster.start(service);
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(facts).toMatchObject({ code: "JOB_FAILED", service: "temporal-schema" });
});

test("a service that ends each time it starts is named long before the time is up", async () => {
  const cluster = new FakeCluster();
  cluster.crashing.add("temporal-elasticsearch");
  const startedMs = cluster.clock.now();
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(facts).toMatchObject({
    code: "SERVICE_CRASHES",
    service: "temporal-elasticsearch",
    message: "temporal-elasticsearch ends with exit code 1 each time it starts (5 restarts).",
  });
  expect(cluster.clock.now() - startedMs).toBeLessThan(10_000);
});

test("an image that cannot be pulled is named with the registry's last word", async () => {
  const cluster = new FakeCluster();
  cluster.images.delete("temporalio/ui:2.21.3");
  const { facts, exitCode } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(exitCode).toBe(1);
  expect(facts).toMatchObject({
    code: "IMAGE_PULL_FAILED",
    message: "Image temporalio/ui:2.21.3 could not be pulled: manifest for temporalio/ui:2.21.3 not found",
    retryable: true,
  });
  expect(cluster.states()).toEqual({});
});

test("a start that is interrupted leaves running what it started", async () => {
  const cluster = new FakeCluster();
  cluster.readyAfterMs = 60_000;
  const interruption = new AbortController();
  const running = runOn(start, fakeContext(cluster, { signal: interruption.signal })).catch((error: unknown) => error);
  await cluster.clock.sleep(5_000);
  interruption.abort();
  expect(await running).toMatchObject({
    exitCode: 130,
    message: "Interrupted. What was started goes on running.",
  });
  expect(cluster.states()).toMatchObject({ "temporal-postgres": "running", "temporal-server": "running" });
});

test("a server that serves but is not complete is waited for, with what is missing", async () => {
  const cluster = new FakeCluster();
  cluster.temporal.missing = ["search attributes", "system worker"];
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster), inputOf({ waitTimeout: "10s" })));
  expect(facts.message).toBe(
    "temporal-server was not ready after 10 s: Not ready yet: search attributes, system worker.",
  );
});

test("a pull that fails is told as such, whatever else is stopped", async () => {
  const cluster = FakeCluster.running({ TEMPORAL_WEB_IMAGE: "example.org/ui:typo" });
  cluster.images.delete("example.org/ui:typo");
  cluster.containers.delete("temporal-web");
  cluster.change("temporal-elasticsearch", { state: "exited", exitCode: 143 });
  const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
  expect(facts.code).toBe("IMAGE_PULL_FAILED");
  expect(facts.message).toContain("example.org/ui:typo");
});
