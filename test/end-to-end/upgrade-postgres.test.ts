import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../bench/measure/seeded-random.ts";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { sql } from "./support/executions.ts";
import { withSteadyStarts } from "./support/steady-starts.ts";
import { withWorker } from "./support/temporal.ts";
import { expectTicking, upgradeStatus } from "./support/upgrade-status.ts";
import { expectAllThere, expectListed, idleQueue, startWithWorkflows, type WorkedCluster } from "./support/upgraded.ts";

const upgrade = ["upgrade", "postgres", "--yes"] as const;

describe("An upgrade of PostgreSQL to another major version", { timeout: 240_000 }, async () => {
  const cluster = await useOwnCluster("upgrade-pg");
  let client: Client;
  let worked: WorkedCluster;

  const inOther = (user: string, statement: string): Promise<string> =>
    docker(
      ...[
        "exec",
        "--env",
        `PGPASSWORD=${user === "reader" ? "its own" : "temporal"}`,
        cluster.named("temporal-postgres"),
      ],
      ...["psql", "-U", user, "-h", cluster.named("temporal-postgres"), "-At", "-d", "other", "-c", statement],
    );
  const major = async (): Promise<string> =>
    (await sql(cluster, "SELECT current_setting('server_version_num')::int / 10000")).trim();
  const expectAll = async (): Promise<void> => {
    await expectAllThere(cluster, worked);
    expect(await inOther("reader", "SELECT sum(n) FROM numbers")).toBe("500500");
  };

  beforeAll(async () => {
    worked = await startWithWorkflows(cluster);
    ({ client } = worked);
    // What others keep in the same PostgreSQL.
    await sql(cluster, "CREATE ROLE reader LOGIN PASSWORD 'its own'");
    await sql(cluster, "CREATE DATABASE other OWNER reader");
    await sql(cluster, "ALTER DATABASE other SET work_mem = '7MB'");
    await sql(cluster, "ALTER SYSTEM SET log_min_duration_statement = 12345");
    await inOther("reader", "CREATE TABLE numbers AS SELECT generate_series(1, 1000) AS n");
  });

  afterAll(() => client.connection.close());

  it("is none that a start makes", async () => {
    const set = ["--set", "POSTGRES_IMAGE=temporal-start/postgres:17"];
    const { error } = await cluster.json("start", ...set);
    expect(error).toMatchObject({ code: "OTHER_DATA_VERSION" });
    expect(JSON.stringify(error)).toContain("upgrade postgres");
    expect((await cluster.json(...upgrade, ...set, "--to", "15")).error?.code).toBe("UPGRADE_VERSION_WRITTEN");
    expect((await cluster.json(...upgrade, "--to", "16")).error?.code).toBe("UPGRADE_NOT_KNOWN");
    expect(await major()).toBe("15");
    await expectAll();
  });

  it("that the data does not let through brings back what was there", async () => {
    // Version 17 has no such extension any more.
    await inOther("temporal", "CREATE EXTENSION adminpack");
    const { error } = await cluster.json(...upgrade);
    expect(error?.code).toBe("UPGRADE_FAILED");
    expect(error?.message).toContain("the cluster has 15 and the data from before again");
    expect(error?.details.join("\n")).toContain("adminpack");
    expect(await major()).toBe("15");
    await expectTicking(client, "ticking");
    await expectAll();
    await inOther("temporal", "DROP EXTENSION adminpack");
  });

  it("loses no start that was acknowledged, and all that was open goes on", async () => {
    const work = () => cluster.json<{ version: string; away: number }>(...upgrade);
    const { result, acknowledged, longestGapSeconds } = await withSteadyStarts(client, idleQueue, "during", work);
    expect(result.error).toBeNull();
    expect(result.data).toMatchObject({ version: "17", from: "15" });
    process.stderr.write(`upgrade of PostgreSQL: no start accepted for ${longestGapSeconds.toFixed(1)} s\n`);
    expect(acknowledged.length).toBeGreaterThan(20);
    await expectListed(client, acknowledged);
    expect(await major()).toBe("17");
    await expectTicking(client, "ticking");
    await expectAll();
    expect(await inOther("reader", "SHOW work_mem")).toBe("7MB");
    expect(await sql(cluster, "SHOW log_min_duration_statement")).toBe("12345ms");
    await withWorker(cluster, "default", async () => {
      await client.workflow.getHandle("open-every-type").signal("approve", "the new version");
      expect(await client.workflow.getHandle("open-every-type").result()).toBe(
        "every-type approved by the new version",
      );
    });
    const again = await cluster.run(...upgrade);
    expect(again.stdout).toContain("17 already");
  });

  it("is kept over down and start, and backed up and restored as any other", async () => {
    const { data } = await cluster.json<{ path: string }>("backup", "create");
    const drill = await cluster.run("backup", "verify", data.path, "--drill");
    expect(drill.exitCode, drill.stderr).toBe(0);
    expect((await cluster.run("down")).exitCode).toBe(0);
    await startOrExplain(cluster);
    expect(await major()).toBe("17");
    expect((await cluster.json("start", "--set", "POSTGRES_IMAGE=temporal-start/postgres:15")).error?.code).toBe(
      "OTHER_DATA_VERSION",
    );
    await expectAll();
  });

  it("is gone back on with the data from before", async () => {
    const back = await cluster.run("restore", "back", "--yes");
    expect(back.exitCode, back.stderr).toBe(0);
    expect(await major()).toBe("15");
    expect(await upgradeStatus(cluster)).toMatchObject({ postgres: { version: "15" } });
    await expectTicking(client, "ticking");
    await expectAll();
    expect((await client.workflow.getHandle("open-every-type").describe()).status.name).toBe("RUNNING");
  });

  // Over the backup, the copy, the change of places and the start after it.
  it("that is killed leaves the data of one version or of the other, whole", async () => {
    const random = seededRandom(1_517);
    const versions: string[] = [];
    for (let round = 0; round < 6; round++) {
      const before = await major();
      const command = before === "15" ? upgrade : ["restore", "back", "--yes", "--no-backup"];
      const running = cluster.launch(command);
      await Promise.race([delay(Math.round(random() * 9_000)), running.ended]);
      running.process.kill("SIGKILL");
      await running.ended;
      const started = await cluster.json("start");
      if (started.error !== null) {
        expect(JSON.stringify(started.error)).toContain("restore finish");
        const finished = await cluster.run("restore", "finish");
        expect(finished.exitCode, finished.stderr).toBe(0);
      }
      versions.push(await major());
      // The index is right, or told to be that of another database and right after what is advised.
      const { notices } = (await cluster.status()).report;
      if (notices.length > 0) expect(notices[0]?.hint).toContain("visibility rebuild");
      if (notices.length > 0) expect((await cluster.run("visibility", "rebuild", "--yes")).exitCode).toBe(0);
      await expectAll();
    }
    process.stderr.write(`killed upgrades of PostgreSQL: ${versions.join(" ")}\n`);
  });
});
