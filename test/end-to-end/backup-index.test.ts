import { appendFileSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { connectClient } from "./support/temporal.ts";
import { addAttributes, runWorkload } from "./support/workload.ts";

/** Beyond what a number of JavaScript holds. */
const beyond = "1152921504606846977";
const attribute = 'Kind = "after"';

describe("The index of a server that takes attributes of closed workflows out of the database", async () => {
  const cluster = await useOwnCluster("backup-index");
  const folder = join(inject("clusterRun").folder, "backup-index");
  const file = (name: string): string => join(folder, `${name}.backup.tar`);
  const config = join(folder, "config");
  const set = ["--set", `TEMPORAL_CONFIG_DIR=${config}`] as const;
  let client: Client;

  const restore = async (name: string): Promise<void> => {
    const restored = await cluster.run("restore", file(name), "--yes", "--no-backup", ...set);
    expect(restored.exitCode, restored.stderr).toBe(0);
  };
  const listedAs = async (query: string): Promise<number> => (await client.workflow.count(query)).count;
  const memoOf = async (workflowId: string): Promise<unknown> =>
    (await client.workflow.getHandle(workflowId).describe()).memo;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    cpSync("temporal-config", config, { recursive: true });
    const switchedOn = "history.visibilityProcessorEnableCloseWorkflowCleanup:\n  - value: true\n";
    appendFileSync(join(config, "development-sql.yaml"), `\n${switchedOn}`);
    await startOrExplain(cluster, ...set);
    await addAttributes(cluster);
    client = await connectClient(cluster);
    await runWorkload(cluster, client);
    // The clients of Temporal would round it.
    const data = Buffer.from(beyond);
    const payload = { metadata: { encoding: Buffer.from("json/plain"), type: Buffer.from("Int") }, data };
    await client.workflowService.startWorkflowExecution({
      namespace: "default",
      workflowId: "large",
      workflowType: { name: "greet" },
      taskQueue: { name: "nobody" },
      requestId: "large",
      searchAttributes: { indexedFields: { Whole: payload } },
    });
    await client.workflow.getHandle("large").terminate("enough");
  });

  afterAll(() => client.connection.close());

  it("is taken for right although the database does not have them", async () => {
    for (const query of [attribute, `Whole = ${beyond}`])
      await expect.poll(() => listedAs(`${query} AND ExecutionStatus != "Running"`), { timeout: 20_000 }).toBe(1);
    const check = await cluster.run("visibility", "check");
    expect(check.exitCode, check.stdout).toBe(0);
  });

  it("comes back with them from a backup that took it along, and without them from another", async () => {
    // Without these settings nobody tells what the server does.
    for (const [name, ...flags] of [["without"], ["asked", "--with-index"], ["with", ...set]] as const) {
      const made = await cluster.run("backup", "create", "--output", file(name), ...flags);
      expect(made.exitCode, made.stderr).toBe(0);
    }
    for (const name of ["asked", "with"]) {
      const shown = await cluster.run("backup", "show", file(name));
      expect(shown.stdout).toContain("records of temporal_visibility_v1_dev");
    }
    await restore("without");
    expect(await listedAs(attribute)).toBe(0);
    await restore("with");
    expect(await listedAs(attribute)).toBe(1);
    expect(await listedAs(`Whole = ${beyond}`)).toBe(1);
    expect(await listedAs(`Whole = ${String(BigInt(beyond) - 1n)}`)).toBe(0);
    expect(await memoOf("completed")).toEqual({ closed: true });
    const check = await cluster.run("visibility", "check");
    expect(check.exitCode, check.stdout).toBe(0);
    // What is open has its attributes from the database.
    expect(await listedAs('Kind = "every-type"')).toBe(1);
  });

  it("is made anew with them", async () => {
    const rebuilt = await cluster.run("visibility", "rebuild", "--yes", ...set);
    expect(rebuilt.exitCode, rebuilt.stderr).toBe(0);
    expect(rebuilt.stderr).toContain("Making a backup");
    expect(await listedAs(attribute)).toBe(1);
    expect(await listedAs(`Whole = ${beyond}`)).toBe(1);
    expect(await memoOf("completed")).toEqual({ closed: true });
  });

  it("is proved by a drill", async () => {
    const drill = await cluster.run("backup", "verify", file("with"), "--drill", ...set);
    expect(drill.exitCode, drill.stderr).toBe(0);
  });
});
