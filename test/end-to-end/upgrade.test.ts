import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Envelope, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { sql } from "./support/executions.ts";
import { withSteadyStarts } from "./support/steady-starts.ts";
import { withWorker } from "./support/temporal.ts";
import { expectTicking, upgradeStatus } from "./support/upgrade-status.ts";
import { expectAllThere, expectListed, idleQueue, startWithWorkflows, type WorkedCluster } from "./support/upgraded.ts";

describe("An upgrade of a cluster with workflows of every kind", { timeout: 240_000 }, async () => {
  const cluster = await useOwnCluster("upgrade");
  const folder = mkdtempSync(join(inject("clusterRun").folder, "upgrade-"));
  let client: Client;
  let worked: WorkedCluster;
  let backupFromBefore = "";

  const status = () => upgradeStatus(cluster);
  const expectBack = (error: Envelope<unknown>["error"]): void => {
    expect(error?.code).toBe("UPGRADE_FAILED");
    expect(error?.message).toContain("the cluster has server 1.22.6 again");
  };
  const expectAll = (): Promise<void> => expectAllThere(cluster, worked);

  beforeAll(async () => {
    worked = await startWithWorkflows(cluster);
    ({ client } = worked);
  });

  afterAll(async () => {
    await client.connection.close();
    rmSync(folder, { recursive: true });
  });

  it("is none that a start makes", async () => {
    const set = ["--set", "TEMPORAL_SERVER_IMAGE=temporal-start/server:1.23.1"];
    expect((await cluster.json("start", ...set)).error).toMatchObject({
      code: "SETTINGS_INVALID",
      details: [expect.stringContaining("one minor version")],
    });
    const both = [...set, "--set", "TEMPORAL_CLI_IMAGE=temporal-start/admin-tools:1.23.1"];
    expect((await cluster.json("start", ...both)).error?.code).toBe("SERVER_VERSION_DIFFERS");
    const elsewhere = await cluster.json("upgrade", "apply", ...both, "--to", "1.22.6", "--yes");
    expect(elsewhere.error?.code).toBe("UPGRADE_VERSION_WRITTEN");
    // Without containers only the database knows.
    expect((await cluster.run("down")).exitCode).toBe(0);
    const started = await cluster.json("start", ...both);
    expect(started.error?.failure?.id).toBe("SERVER_VERSION_DIFFERS");
    await startOrExplain(cluster);
    expect(await status()).toEqual({
      ...{ version: "1.22.0", wanted: "1.22.0", running: "1.22.0", underWay: null, before: null },
      latest: expect.any(String) as string,
      postgres: { version: "15", latest: "17" },
      elasticsearch: { version: "7.17.9", latest: "7.17.29" },
    });
  });

  it("that fails on a copy of the data is not begun on the cluster", async () => {
    await sql(
      cluster,
      `CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no new tables here'; END $$;
      CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION refuse()`,
    );
    const server = await docker("inspect", "--format", "{{.Id}}", cluster.named("temporal-server"));
    const { error } = await cluster.json("upgrade", "apply", "--to", "1.23.1", "--yes");
    expect(error?.code).toBe("REHEARSAL_FAILED");
    expect(error?.message).toContain("temporal-schema");
    expect(await docker("inspect", "--format", "{{.Id}}", cluster.named("temporal-server"))).toBe(server);
    expect(await status()).toMatchObject({ version: "1.22.0", underWay: null, before: null });
    const left = await docker("ps", "--all", "--quiet", "--filter", `name=${cluster.instance}-rehearsal`);
    expect(left).toBe("");
  });

  it("whose schema cannot be changed has the version before again by itself", async () => {
    const { error } = await cluster.json("upgrade", "apply", "--to", "1.23.1", "--yes", "--no-rehearsal");
    expectBack(error);
    expect(await status()).toMatchObject({ version: "1.22.6", running: "1.22.6", underWay: null });
    await sql(cluster, "DROP EVENT TRIGGER refuse; DROP FUNCTION refuse");
    await expectTicking(client, "ticking");
    await expectAll();
  });

  it("whose server does not come up has the version before again by itself", async () => {
    const entrypoint = "if temporal-server --version | grep -q 1.23; then exit 1; fi; exec /etc/temporal/entrypoint.sh";
    writeFileSync(
      join(folder, "compose.override.yml"),
      JSON.stringify({ services: { "temporal-server": { entrypoint: ["bash", "-c", entrypoint] } } }),
    );
    writeFileSync(join(folder, "temporal.env"), "");
    const words = ["upgrade", "apply", "--to", "1.23.1", "--yes", "--no-rehearsal", "--wait-timeout", "60s", "--json"];
    const { stdout } = await cluster.launch(words, { cwd: folder }).ended;
    expectBack((JSON.parse(stdout) as Envelope<null>).error);
    expect(await status()).toMatchObject({ version: "1.22.6", running: "1.22.6", underWay: null });
    await expectTicking(client, "ticking");
  });

  it("loses no start that was acknowledged, and all that was open goes on", async () => {
    const apply = () => cluster.run("upgrade", "apply", "--to", "1.23.1", "--yes");
    const { result, acknowledged, longestGapSeconds } = await withSteadyStarts(client, idleQueue, "during", apply);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(result.stdout).toMatch(/has server 1\.23\.1 after .*\n {2}1\.22\.6 → 1\.23\.1: replaced and ready within/);
    const [, handedOut, signalled] = /(\d+) of (\d+) open workflows went on/.exec(result.stderr) ?? [];
    expect(handedOut).toBe(signalled);
    expect(Number(signalled)).toBeGreaterThan(5);
    process.stderr.write(`upgrade 1.22.6 → 1.23.1: no start accepted for ${longestGapSeconds.toFixed(1)} s\n`);
    backupFromBefore = /is backed up in (.*)/.exec(result.stdout)?.[1] ?? "";
    expect(await status()).toMatchObject({ version: "1.23.1", running: "1.23.1", before: "1.22.6" });
    expect(acknowledged.length).toBeGreaterThan(20);
    await expectListed(client, acknowledged);
    await expectTicking(client, "ticking");
    await expectAll();
    await withWorker(cluster, "default", async () => {
      await client.workflow.getHandle("open-every-type").signal("approve", "the new version");
      expect(await client.workflow.getHandle("open-every-type").result()).toBe(
        "every-type approved by the new version",
      );
    });
  });

  it("is gone back on by one version, and taken again", async () => {
    expect((await cluster.json("upgrade", "rollback")).error?.code).toBe("CONFIRMATION_NEEDED");
    const back = await cluster.json("upgrade", "rollback", "--yes");
    expect(back).toMatchObject({ error: null, data: { version: "1.22.6", from: "1.23.1" } });
    await expectTicking(client, "ticking");
    await withWorker(cluster, "default", async () => {
      await client.workflow.getHandle("open-parent-child").signal("approve", "you");
      expect(await client.workflow.getHandle("open-parent").result()).toBe("open-parent approved by you");
    });
    expect((await cluster.json("upgrade", "rollback", "--yes")).error?.code).toBe("UPGRADE_NO_WAY_BACK");
    expect((await cluster.run("stop")).exitCode).toBe(0);
    await startOrExplain(cluster);
    expect(await status()).toMatchObject({ version: "1.22.6", running: "1.22.6", before: null });
    // To what the settings name, as where they are kept under version control.
    const named = [
      "TEMPORAL_SERVER_IMAGE=temporal-start/server:1.23.1",
      "TEMPORAL_CLI_IMAGE=temporal-start/admin-tools:1.23.1",
    ];
    const set = named.flatMap((setting) => ["--set", setting]);
    const again = await cluster.json("upgrade", "apply", ...set, "--yes", "--no-rehearsal");
    expect(again.error).toBe(null);
    expect(await status()).toMatchObject({ version: "1.23.1", running: "1.23.1", before: "1.22.6" });
    await expectTicking(client, "ticking");
  });

  it("is not undone by what was kept for the instance being lost, nor by an image that hides its version", async () => {
    rmSync(join(inject("clusterRun").folder, "state", "temporal-start", cluster.instance, "kept.json"));
    const started = await startOrExplain(cluster);
    expect(started.stderr).toContain("The data is of server 1.23.1");
    expect(await status()).toMatchObject({ version: "1.23.1", wanted: "1.23.1", running: "1.23.1" });
    const hidden = `${cluster.instance}-hidden`;
    for (const name of ["server", "admin-tools"])
      await docker("tag", `temporal-start/${name}:1.22.0`, `${hidden}/${name}:latest`);
    const images = [`TEMPORAL_SERVER_IMAGE=${hidden}/server:latest`, `TEMPORAL_CLI_IMAGE=${hidden}/admin-tools:latest`];
    const refused = await cluster.json("start", ...images.flatMap((setting) => ["--set", setting]));
    expect(refused.error?.failure?.id).toBe("SERVER_VERSION_DIFFERS");
    await docker("rmi", `${hidden}/server:latest`, `${hidden}/admin-tools:latest`);
    await startOrExplain(cluster);
    expect(await status()).toMatchObject({ version: "1.23.1", running: "1.23.1" });
  });

  it("leaves a backup from before, which comes back with the version of its time, and so does what it replaced", async () => {
    const { exitCode, stderr } = await cluster.run("restore", backupFromBefore, "--yes", "--no-backup");
    expect(exitCode, stderr).toBe(0);
    expect(await status()).toMatchObject({ version: "1.22.6", wanted: "1.22.6", running: "1.22.6" });
    const back = await cluster.run("restore", "back", "--yes", "--no-backup");
    expect(back.exitCode, back.stderr).toBe(0);
    expect(await status()).toMatchObject({ version: "1.23.1", wanted: "1.23.1", running: "1.23.1" });
  });
});
