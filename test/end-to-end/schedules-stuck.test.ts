import { chmodSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { clusterOf, rowOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { projectFolder } from "./support/program.ts";
import { connectClient } from "./support/temporal.ts";
import { expectTicking } from "./support/upgrade-status.ts";
import { idleQueue } from "./support/upgraded.ts";

/** What status says of a server that has been up for less tells nothing: it may catch up yet. */
const settledSeconds = 120;

describe("Schedules for which no system worker runs", { timeout: 300_000 }, async () => {
  const config = mkdtempSync(join(inject("clusterRun").folder, "dynamic-config-"));
  const file = join(config, "development-sql.yaml");
  const shipped = readFileSync(join(projectFolder, "temporal-config", "development-sql.yaml"), "utf8");
  const { instance } = await useOwnCluster("stuck");
  const cluster = clusterOf(instance, { env: { TEMPORAL_CONFIG_DIR: config } });
  let client: Client;

  beforeAll(async () => {
    cpSync(join(projectFolder, "temporal-config"), config, { recursive: true });
    // The containers' user is another.
    chmodSync(config, 0o755);
    writeFileSync(file, `${shipped}\nworker.perNamespaceWorkerCount:\n  - value: 0\n`);
    await startOrExplain(cluster);
    client = await connectClient(cluster);
    const create = (scheduleId: string, every: "5s" | "1h"): Promise<unknown> =>
      client.schedule.create({
        scheduleId,
        spec: { intervals: [{ every }] },
        action: { type: "startWorkflow", workflowType: "greet", args: [scheduleId], taskQueue: idleQueue },
        policies: { overlap: "ALLOW_ALL" },
      });
    await create("report", "5s");
    await create("not-due", "1h");
  });

  afterAll(async () => {
    await client.connection.close();
  });

  /** Until the server has been up for long enough, and something is told or nothing is. */
  const settledStatus = async () => {
    const { exitCode, report } = await cluster.status();
    const { uptimeSeconds } = rowOf(report, "temporal-server").container ?? {};
    const isSettled = (uptimeSeconds ?? 0) > settledSeconds + 5;
    return { isSettled, exitCode, verdict: report.verdict, notices: report.notices };
  };

  it("make the cluster degraded, and the one that should have acted is named", async () => {
    const stuck = { id: "SCHEDULES_STUCK", level: "fault", service: "temporal-server" };
    const message = expect.stringMatching(
      /^Schedules of namespace default should have acted since \S+ and did not: report\.$/,
    ) as string;
    await expect
      .poll(settledStatus, { timeout: 240_000, interval: 3_000 })
      .toMatchObject({ isSettled: true, exitCode: 4, verdict: "degraded", notices: [{ ...stuck, message }] });
    const { exitCode, stdout } = await cluster.run("status");
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(
      /^temporal-server: Schedules of namespace default should have acted since .*\n {2}→ temporal-start .* logs temporal-server/m,
    );
  });

  it("act again, and the cluster is healthy, when the server has been restarted with workers", async () => {
    writeFileSync(file, shipped);
    const { exitCode, stderr } = await cluster.run("restart", "temporal-server");
    expect(exitCode, stderr).toBe(0);
    await expectTicking(client, "report");
    await expect
      .poll(settledStatus, { timeout: 240_000, interval: 3_000 })
      .toEqual({ isSettled: true, exitCode: 0, verdict: "healthy", notices: [] });
  });
});
