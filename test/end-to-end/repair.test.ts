import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { describe, expect, inject, it } from "vitest";
import { testUnitNames } from "../support/settings.ts";
import { rowOf, unwell, useSharedCluster } from "./support/cluster.ts";
import { docker, inspect } from "./support/docker.ts";

/** With each service, those that cannot work without it. */
const killings = [
  ["temporal-cli", []],
  ["temporal-web", []],
  ["temporal-server", ["temporal-web"]],
  ["temporal-elasticsearch", ["temporal-server"]],
  ["temporal-postgres", ["temporal-server"]],
] as const;

describe("status tells the truth and start repairs it, when", () => {
  const cluster = useSharedCluster();

  const expectRepaired = async (service: string): Promise<void> => {
    const started = await cluster.run("start");
    expect(started, started.stderr).toMatchObject({ exitCode: 0 });
    const { exitCode, report } = await cluster.status();
    expect({ exitCode, unwell: unwell(report) }).toEqual({ exitCode: 0, unwell: [] });
    expect((await inspect(cluster.named(service))).State.Status).toBe("running");
  };

  it.each(killings)("%s is killed", async (service, alsoUnwell) => {
    await docker("kill", cluster.named(service));
    const { exitCode, report } = await cluster.status();
    expect(exitCode).toBe(4);
    expect(rowOf(report, service)).toMatchObject({
      verdict: "stopped",
      reason: expect.stringContaining("exit code 137") as string,
      container: { state: "exited", exitCode: 137 },
    });
    for (const other of unwell(report)) expect([service, ...alsoUnwell]).toContain(other);
    await expectRepaired(service);
  });

  it("a container is paused", async () => {
    await docker("pause", cluster.named("temporal-postgres"));
    const { exitCode, report } = await cluster.status("--timeout", "2s");
    expect(exitCode).toBe(4);
    expect(rowOf(report, "temporal-postgres")).toMatchObject({
      verdict: "paused",
      reason: "The container is paused.",
    });
    await expectRepaired("temporal-postgres");
  });

  it("a start is interrupted", async () => {
    await docker("rm", "--force", cluster.named("temporal-server"));
    const starting = cluster.launch(["start"]);
    await once(starting.process.stderr as Readable, "data");
    starting.process.kill("SIGINT");
    const { exitCode, stderr } = await starting.ended;
    expect(exitCode).toBe(130);
    expect(stderr).toContain("Interrupted.");
    await expectRepaired("temporal-server");
  });

  it("a container is removed", async () => {
    const { Id } = await inspect(cluster.named("temporal-server"));
    await docker("rm", "--force", cluster.named("temporal-server"));
    const { exitCode, report } = await cluster.status();
    expect(exitCode).toBe(4);
    expect(rowOf(report, "temporal-server")).toMatchObject({
      verdict: "absent",
      reason: "No container.",
      container: null,
    });
    await expectRepaired("temporal-server");
    const made = (await inspect(cluster.named("temporal-server"))).Id;
    expect(made).not.toBe(Id);
    // What was made alone is as the next start would make it.
    const { data } = await cluster.json<{ steps: readonly { action: string }[] }>("start");
    expect(data.steps.map(({ action }) => action)).toEqual(testUnitNames.map(() => "keep"));
    expect((await inspect(cluster.named("temporal-server"))).Id).toBe(made);
  });

  it.each(["TEMPORAL_LOG_LEVEL=warn", "POSTGRES_MEMORY=600m"])(
    "a setting of one service is changed, there and back: %s",
    async (setting) => {
      const actions = async (...args: readonly string[]): Promise<readonly string[]> => {
        const { data, error } = await cluster.json<{ steps: readonly { action: string }[] }>("start", ...args);
        expect(error).toBeNull();
        return data.steps.map(({ action }) => action);
      };
      const kept = testUnitNames.map(() => "keep");
      const changed = ["--set", setting];
      expect(await actions(...changed)).toContain("recreate");
      expect(await actions(...changed)).toEqual(kept);
      expect(await actions()).toContain("recreate");
      expect(await actions()).toEqual(kept);
      expect((await cluster.status()).exitCode).toBe(0);
    },
  );

  it("a store is replaced while one other service is restarted", async () => {
    const changed = ["--set", "ELASTICSEARCH_MEMORY=1200m"];
    expect((await cluster.run("restart", "temporal-web", ...changed)).exitCode).toBe(0);
    expect((await cluster.status()).exitCode).toBe(0);
    expect((await cluster.run("start")).exitCode).toBe(0);
  });
});

describe("On a cluster that another folder has made", () => {
  const cluster = useSharedCluster();

  it("a start from another folder says whose settings it replaces", async () => {
    const folder = mkdtempSync(join(inject("clusterRun").folder, "other-folder-"));
    writeFileSync(join(folder, "temporal.env"), "TEMPORAL_WEB_MEMORY=300m\n");
    const { exitCode, stderr } = await cluster.launch(["start", "--dry-run"], { cwd: folder }).ended;
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      new RegExp(
        `^Warning: Settings of /.*/temporal\\.env made ${cluster.named("temporal-web")}; this start applies those of ${folder}/temporal\\.env\\.`,
        "m",
      ),
    );
  });
});
