import { describe, expect, test } from "vitest";
import { bringTo } from "../../../src/commands/secure/bring-to.ts";
import { chooseLevel } from "../../../src/commands/secure/choose-level.ts";
import { nextSteps } from "../../../src/commands/secure/next-steps.ts";
import { secure } from "../../../src/commands/secure/secure.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

function securedAs(degree: string, origin: string, flags: Readonly<Record<string, string>> = {}): FakeCluster {
  const cluster = FakeCluster.running(flags);
  cluster.settings = {
    ...cluster.settings,
    origins: { ...cluster.settings.origins, TEMPORAL_SECURITY: origin },
  };
  cluster.images.set("temporalio/ui:2.26.2", "sha256:ui");
  const marks = { ...cluster.container("temporal-server")?.marks, security: degree };
  cluster.change("temporal-server", { marks });
  return cluster;
}

describe("secure", () => {
  test("without a word goes to all that there is", async () => {
    const { data } = await runOn(secure, fakeContext(securedAs("off", "default")), inputOf({ dryRun: true }));
    expect(data).toMatchObject({ from: "off", to: "full" });
  });

  test("without a word goes where the settings are", async () => {
    const cluster = securedAs("off", "temporal.env:79", { TEMPORAL_SECURITY: "tls" });
    const { data } = await runOn(secure, fakeContext(cluster), inputOf({ dryRun: true }));
    expect(data).toMatchObject({ from: "off", to: "tls" });
  });

  test("shows what is in the way of less security in no plan of its own", async () => {
    const cluster = securedAs("tls", "kept for this instance", { TEMPORAL_SECURITY: "tls" });
    const { data } = await runOn(secure, fakeContext(cluster), inputOf({ dryRun: true }, { level: "off" }));
    expect(data).toMatchObject({ from: "tls", to: "off", blockers: [] });
    expect(cluster.settings.values.TEMPORAL_SECURITY).toBe("tls");
  });

  test("leaves a cluster that is so as it is", async () => {
    const cluster = securedAs("off", "default");
    const before = cluster.states();
    const { text } = await runOn(secure, fakeContext(cluster), inputOf({ yes: true }, { level: "off" }));
    expect(text).toContain("already");
    expect({ states: cluster.states(), kept: cluster.keptPorts }).toEqual({ states: before, kept: {} });
  });

  test("goes on where it was cut short: some are as they were, the settings as they are to be", async () => {
    const cluster = securedAs("full", "kept for this instance");
    const { data } = await runOn(secure, fakeContext(cluster), inputOf({ dryRun: true }, { level: "off" }));
    expect(data).toMatchObject({ from: "full", to: "off" });
    cluster.change("temporal-cli", { marks: { ...cluster.container("temporal-cli")?.marks, security: "tls" } });
    cluster.containers.delete("temporal-server");
    const later = await runOn(secure, fakeContext(cluster), inputOf({ dryRun: true }, { level: "off" }));
    expect(later.data).toMatchObject({ from: "tls", to: "off" });
  });

  test("asks before it replaces anything", async () => {
    const cluster = securedAs("off", "default");
    const before = cluster.states();
    const { facts } = await failureOf(() => runOn(secure, fakeContext(cluster), inputOf({}, { level: "tls" })));
    expect(facts).toMatchObject({
      code: "CONFIRMATION_NEEDED",
      hint: expect.stringContaining("secure tls --yes") as string,
    });
    expect(cluster.states()).toEqual(before);
  });

  test.each([
    ["temporal.env:79", "tls", "off"],
    ["environment", "off", "tls"],
    ["--set", "tls", "full"],
  ])("does not go against what stands in %s", async (origin, written, to) => {
    const cluster = securedAs("off", origin, { TEMPORAL_SECURITY: written });
    const { facts } = await failureOf(() => runOn(secure, fakeContext(cluster), inputOf({ yes: true }, { level: to })));
    expect(facts).toMatchObject({ code: "SECURITY_WRITTEN", message: expect.stringContaining(origin) as string });
  });

  test("is for a cluster that is there", async () => {
    const { facts } = await failureOf(() =>
      runOn(secure, fakeContext(new FakeCluster()), inputOf({ yes: true }, { level: "tls" })),
    );
    expect(facts.code).toBe("INSTANCE_UNKNOWN");
  });
});

describe("where another degree does not come up", () => {
  test("the one from before is brought back, and kept, with the page that was there", async () => {
    const cluster = securedAs("off", "default", { POSTGRES_PASSWORD: "own" });
    cluster.temporal.canaryFailure = new Error("the workflow did not run");
    const context = fakeContext(cluster);
    const change = { from: "off", to: "tls" };
    const { facts } = await failureOf(() => bringTo(context, change, 60_000));
    expect(facts.code).toBe("SECURE_FAILED");
    expect(facts.message).toMatch(/the workflow did not run.*(?:has off again|off did not come back)/s);
    expect(cluster.keptPorts).toMatchObject({ TEMPORAL_SECURITY: "off", TEMPORAL_WEB_IMAGE: "temporalio/ui:2.21.3" });
  });

  test("nothing is kept where its password could not be changed", async () => {
    const cluster = securedAs("off", "default");
    const context = fakeContext(cluster);
    const database = () => Promise.reject(new Error("no entry in pg_hba.conf"));
    const stores = async () => ({ ...(await context.stores()), database });
    const { facts } = await failureOf(() => bringTo({ ...context, stores }, { from: "off", to: "tls" }, 60_000));
    expect(facts).toMatchObject({ code: "SECURE_FAILED", message: expect.stringContaining("pg_hba.conf") as string });
    expect(cluster.keptPorts).not.toHaveProperty("POSTGRES_PASSWORD");
    expect(cluster.keptPorts).toMatchObject({ TEMPORAL_SECURITY: "off" });
  });
});

test("a cluster without containers has what the settings have, below which no way back leads", async () => {
  const cluster = new FakeCluster({ TEMPORAL_SECURITY: "full" });
  expect(await chooseLevel(fakeContext(cluster), "full")).toMatchObject({ from: "full", to: "full" });
});

test.each([
  ["tls", "certs issue media-planner"],
  ["full", "token create media-planner --role worker"],
  ["off", "need no certificate any more"],
])("after %s it says what clients need", (to, words) => {
  const from = to === "tls" ? "off" : "tls";
  const text = nextSteps({ from, to, seconds: 9.14, instance: "blue" });
  expect(text).toContain(words);
  expect(text).toContain(`Back: temporal-start --instance blue secure ${from}`);
});
