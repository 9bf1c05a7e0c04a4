import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { rowOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker, ownedBy } from "./support/docker.ts";
import { listed, sql } from "./support/executions.ts";
import { withSteadyStarts } from "./support/steady-starts.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";
import { inWalArchive, lastOfFirst } from "./support/wal-archive.ts";

const megabyte = 1_048_576;

describe("Point in time", async () => {
  const cluster = await useOwnCluster("moment");
  const folder = join(inject("clusterRun").folder, "moment");
  const file = join(folder, "first.backup.tar");
  const on = ["--set", "POSTGRES_WAL_ARCHIVE=true", "--set", "POSTGRES_WAL_LIMIT=64m"];
  const receiver = cluster.named("temporal-wal-receiver");
  const inArchive = (script: string): Promise<string> => inWalArchive(cluster, script);
  const restoreTo = (when: string, backup = file) =>
    cluster.json<{ lastTransaction: string; comparison: { missing: number } }>(
      ...on,
      "restore",
      backup,
      "--to-time",
      when,
      "--yes",
      "--no-backup",
    );
  const withClient = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
    const client = await connectClient(cluster);
    return work(client).finally(() => client.connection.close());
  };
  /** Ids of all workflows, by the database and by the index. */
  const there = async (): Promise<readonly string[]> => {
    const rows = await sql(cluster, "SELECT workflow_id FROM current_executions WHERE workflow_id LIKE 'load-%'");
    const ids = rows.split("\n").filter(Boolean).toSorted();
    const shown = await withClient(listed);
    expect([...shown.keys()].map((key) => key.split(" ")[0]).toSorted()).toEqual(ids);
    return ids;
  };

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await startOrExplain(cluster, ...on);
  });

  /** Those that were acknowledged before a moment, and all of them. */
  const load: { before: readonly string[]; all: readonly string[]; moment: string } = {
    before: [],
    all: [],
    moment: "",
  };

  it("begins with a backup, and status says so", async () => {
    expect((await cluster.run(...on, "status")).stdout).toContain("Point in time: not now; it needs a backup");
    const none = await cluster.json(...on, "restore", "latest", "--to-time", "latest", "--yes");
    expect(none.error?.code).toBe("BACKUP_MISSING");
    expect((await cluster.run(...on, "backup", "create", "--output", file)).exitCode).toBe(0);
    expect((await cluster.run(...on, "status")).stdout).toMatch(
      /Point in time: any moment since that backup; the archive is \d+ kB behind/,
    );
  });

  it("has every start that was acknowledged before PostgreSQL was killed and its volume was lost", async () => {
    await withClient(async (client) => {
      const first = await withSteadyStarts(client, `${taskQueue}-nobody`, "load-one", () => delay(4_000));
      // The file of the log that is being written is begun anew, and a backup ends it before it is full.
      await docker("restart", receiver);
      expect((await cluster.run(...on, "backup", "create")).exitCode).toBe(0);
      // No start is under way here.
      load.moment = new Date().toISOString();
      await delay(1_000);
      const second = await withSteadyStarts(client, `${taskQueue}-nobody`, "load-two", async () => {
        await delay(4_000);
        await docker("kill", "--signal", "KILL", cluster.named("temporal-postgres"));
      });
      load.before = first.acknowledged.toSorted();
      load.all = [...first.acknowledged, ...second.acknowledged].toSorted();
    });
    expect(load.before.length).toBeGreaterThan(10);
    expect(load.all.length).toBeGreaterThan(load.before.length + 10);
    await cluster.run("down");
    await docker("volume", "rm", cluster.named("temporal-postgres-data"));
    const { exitCode, data, error } = await restoreTo("latest");
    expect(error).toBe(null);
    expect(exitCode).toBe(0);
    expect(data.lastTransaction).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    // One whose answer was lost may be there as well.
    expect(await there()).toEqual(expect.arrayContaining([...load.all]));
  });

  it("is right to the second, also in the archive of data that was replaced since", async () => {
    const { exitCode, error } = await restoreTo(load.moment);
    expect(error).toBe(null);
    expect(exitCode).toBe(0);
    expect(await there()).toEqual(load.before);
    // What is written now is another story: from the backup of before nothing leads there.
    expect((await cluster.run(...on, "status")).stdout).toContain("Point in time: not now");
    expect((await inArchive("ls -d temporal_start_wal_* | wc -l")).trim()).toBe("3");
    const latest = await cluster.json(...on, "restore", "latest", "--to-time", "latest", "--yes");
    expect(latest.error).toMatchObject({
      code: "WAL_MISSING",
      message: expect.stringContaining("is of other data") as string,
    });
  });

  it("has what was acknowledged while the cluster was stopping", async () => {
    expect((await cluster.run(...on, "backup", "create")).exitCode).toBe(0);
    const { acknowledged } = await withClient((client) =>
      withSteadyStarts(client, `${taskQueue}-nobody`, "load-three", async () => {
        await delay(1_000);
        await cluster.run(...on, "down");
      }),
    );
    expect(acknowledged.length).toBeGreaterThan(5);
    await docker("volume", "rm", cluster.named("temporal-postgres-data"));
    const { error } = await restoreTo("latest", "latest");
    expect(error).toBe(null);
    expect(await there()).toEqual(expect.arrayContaining([...load.before, ...acknowledged]));
    load.before = await there();
  });

  it("that cannot be reached is refused, and nothing changes", async () => {
    const now = new Date().toISOString();
    expect((await restoreTo("2020-01-01T00:00:00Z")).error?.code).toBe("WAL_MISSING");
    expect((await restoreTo("2099-01-01T00:00:00Z")).error?.code).toBe("USAGE");
    expect((await restoreTo("soon")).error?.code).toBe("USAGE");
    expect((await restoreTo(now)).error).toMatchObject({
      code: "WAL_TOO_SHORT",
      message: expect.stringContaining("ends at 20") as string,
    });
    const off = await cluster.json(
      "--set",
      "POSTGRES_WAL_ARCHIVE=false",
      "restore",
      file,
      "--to-time",
      "latest",
      "--yes",
    );
    expect(off.error?.code).toBe("SERVICE_OFF");
    // A file of its first slot that cannot be unpacked, and then one that is gone.
    await inArchive(`${lastOfFirst}; echo x >$last`);
    const damaged = await restoreTo("latest");
    expect(damaged.error).toMatchObject({
      code: "WAL_MISSING",
      message: expect.stringContaining("cannot be unpacked") as string,
    });
    await inArchive(`${lastOfFirst}; rm $last`);
    expect((await restoreTo("latest")).error?.code).toBe("WAL_MISSING");
    expect(await there()).toEqual(load.before);
    expect((await cluster.status(...on)).report.verdict).toBe("healthy");
  });

  it("goes on after PostgreSQL was restarted, and keeps to its limit", async () => {
    expect((await cluster.run(...on, "restart", "temporal-postgres")).exitCode).toBe(0);
    const second = join(folder, "second.backup.tar");
    expect((await cluster.run(...on, "backup", "create", "--output", second)).exitCode).toBe(0);
    // 32 bytes a row that cannot be packed: 80 MB.
    await sql(
      cluster,
      "CREATE TABLE filler AS SELECT decode(md5(i::text) || md5((-i)::text), 'hex') FROM generate_series(1, 2400000) i",
    );
    await sql(cluster, "DROP TABLE filler");
    await expect
      .poll(async () => rowOf((await cluster.status(...on)).report, "temporal-wal-receiver").probe, {
        timeout: 60_000,
        interval: 1_000,
      })
      .toMatchObject({ ok: true, facts: { behindBytes: 0 } });
    // It looks every ten seconds.
    await expect
      .poll(async () => Number(await inArchive("du -sk . | cut -f 1")) * 1024, { timeout: 30_000, interval: 2_000 })
      .toBeLessThan(50 * megabyte);
    const { error } = await restoreTo("latest", second);
    expect(error?.code).toBe("WAL_MISSING");
    expect((await cluster.run(...on, "status")).stdout).toContain("Point in time: not now");
    expect(await sql(cluster, "SHOW max_slot_wal_keep_size")).toBe("64MB");
  });

  it("is told of where nobody receives, and is gone without a trace in the plan when it is switched off", async () => {
    await docker("stop", receiver);
    const { exitCode, report } = await cluster.status(...on);
    expect(exitCode).toBe(4);
    expect(rowOf(report, "temporal-wal-receiver").verdict).toBe("stopped");
    expect((await restoreTo("latest", "latest")).error).toMatchObject({
      code: "WAL_MISSING",
      message: expect.stringContaining("Nobody receives") as string,
    });
    await startOrExplain(cluster);
    expect((await cluster.status()).report.notices.map(({ id }) => id)).toContain("WAL_HELD_BACK");
    expect(await ownedBy(cluster.instance, "container")).not.toContain(receiver);
    const { stdout } = await cluster.run("status");
    expect(stdout).not.toMatch(/wal-receiver|Point in time/);
  });
});
