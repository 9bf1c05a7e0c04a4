import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { sql } from "./support/executions.ts";
import { type Filler, fillerOf, smallVolume } from "./support/small-volume.ts";
import { expectTicking, upgradeStatus } from "./support/upgrade-status.ts";
import { expectAllThere, startWithWorkflows, type WorkedCluster } from "./support/upgraded.ts";

describe("A disk that is full in the middle of an upgrade", { timeout: 240_000 }, async () => {
  const cluster = await useOwnCluster("full-upgrade");
  // A server that cannot write is at times not ready for as long as anybody waits.
  const patience = ["--wait-timeout", "40s"] as const;
  const apply = ["upgrade", "apply", "--to", "1.23.1", "--yes", "--no-rehearsal", ...patience] as const;
  let worked: WorkedCluster;
  let disk: Filler;
  let schemaBefore: readonly string[];

  const status = () => upgradeStatus(cluster);

  /** Of both databases, the version that is recorded, and each column and index that is there. */
  const schema = (): Promise<readonly string[]> => {
    const query = `SELECT curr_version, (SELECT string_agg(table_name || '.' || column_name, ' ' ORDER BY 1)
        FROM information_schema.columns WHERE table_schema = 'public'),
      (SELECT string_agg(indexname, ' ' ORDER BY 1) FROM pg_indexes WHERE indexname NOT LIKE 'pg%') FROM schema_version`;
    const psql = ["psql", "-U", "temporal", "-h", "127.0.0.1", "-At", "-c", query];
    const databases = ["temporal", "temporal_visibility"];
    return Promise.all(databases.map((name) => docker("exec", cluster.named("temporal-postgres"), ...psql, name)));
  };

  /** @param meanwhile what happens as soon as the disk is full */
  const expectFailure = async (leftKilobytes: number, meanwhile = () => Promise.resolve()): Promise<void> => {
    await disk.makeRoom();
    const running = cluster.launch(apply);
    // The backup is made by then, and the server not stopped yet.
    await expect
      .poll(running.errors, { timeout: 60_000, interval: 20 })
      .toContain("Upgrading the cluster from 1.22.6 to 1.23.1");
    await disk.fill(leftKilobytes);
    await meanwhile();
    const { exitCode, stderr } = await running.ended;
    expect(exitCode, stderr).toBe(1);
    const [message] = /^Error: .*/m.exec(stderr) ?? [];
    process.stderr.write(`full but for ${String(leftKilobytes)} kB: ${String(message)}\n`);
    expect(message).toMatch(
      /^Error: The upgrade to 1\.23\.1 failed, and (?:the cluster has server 1\.22\.6 again|1\.22\.6 did not come back either)/,
    );
    expect(stderr).toContain("(POSTGRES_DISK_FULL)");
    expect(stderr).toMatch(/^→ /m);
    expect(stderr).not.toMatch(/\n\s+at |Unexpected|bug in temporal-start/);
  };

  beforeAll(async () => {
    await smallVolume(cluster, "temporal-postgres-data", "300m", 999);
    worked = await startWithWorkflows(cluster);
    disk = await fillerOf(cluster, "temporal-postgres");
    const { exitCode, stderr } = await cluster.run("upgrade", "apply", "--to", "1.22.6", "--yes", "--no-rehearsal");
    expect(exitCode, stderr).toBe(0);
    schemaBefore = await schema();
    expect(schemaBefore.map((text) => text.split("|")[0])).toEqual(["1.10", "1.3"]);
  });

  afterAll(async () => {
    await worked.client.connection.close();
    await disk.remove();
  });

  // The first statements of the change have room in each; all of them have it in none.
  it.each([
    [0, ["start"]],
    [32, ["upgrade", "rollback", "--yes"]],
  ] as const)("leaves the schema and all data as it was, with %i kB left", async (leftKilobytes, wayOn) => {
    await expectFailure(leftKilobytes);
    expect(await schema()).toEqual(schemaBefore);
    await disk.makeRoom();
    const left = await status();
    expect(left.version).toBe("1.22.6");
    if (left.underWay !== null) {
      expect(left.underWay).toEqual({ from: "1.22.6", to: "1.23.1" });
      const { exitCode, stderr } = await cluster.run(...wayOn);
      expect(exitCode, stderr).toBe(0);
    }
    expect(await status()).toMatchObject({ version: "1.22.6", running: "1.22.6" });
    await expectTicking(worked.client, "ticking");
    await expectAllThere(cluster, worked);
  });

  it("and ends PostgreSQL loses nothing, and the same command goes on when there is room", async () => {
    const writing = "SELECT pg_logical_emit_message(false, '', repeat('x', 1000000)) FROM generate_series(1, 300)";
    await expectFailure(0, async () => {
      await expect(sql(cluster, writing)).rejects.toThrow("server closed the connection");
    });
    // Between two of its ends it runs for a moment, and does not answer.
    expect((await cluster.json("upgrade", "status")).error?.code).toMatch(/^SERVICE_(?:STOPPED|FAILED)$/);
    expect((await cluster.status()).report.verdict).not.toBe("healthy");
    await disk.makeRoom();
    // At once: the engine lets more and more time pass until it restarts what has ended again and again.
    const { exitCode, stderr } = await cluster.run(...apply);
    expect(exitCode, stderr).toBe(0);
    expect(await status()).toMatchObject({ version: "1.23.1", running: "1.23.1", underWay: null, before: "1.22.6" });
    expect((await schema()).map((text) => text.split("|")[0])).toEqual(["1.11", "1.4"]);
    const updates = "SELECT old_version, new_version, description FROM schema_update_history ORDER BY update_time";
    // As Temporal's tool records it.
    expect(await sql(cluster, updates)).toMatch(
      /\n1\.9\|1\.10\|add storage .*\n1\.10\|1\.11\|add queues and queue_messages tables$/,
    );
    await expectTicking(worked.client, "ticking");
    // Of containers that have not been restarted status has nothing to tell.
    expect((await cluster.run("down")).exitCode).toBe(0);
    await startOrExplain(cluster);
    await expectAllThere(cluster, worked);
  });
});
