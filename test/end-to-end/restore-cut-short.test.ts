import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { seededRandom } from "../../bench/measure/seeded-random.ts";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";

const [backedUp, later] = ["backed-up", "later"] as const;

describe("A restore that is killed leaves the old data or the new", async () => {
  const cluster = await useOwnCluster("cut-restore");
  const folder = join(inject("clusterRun").folder, "cut-restore");
  const file = join(folder, "one.backup.tar");
  const random = seededRandom(20_261_129);

  const start = async (workflowId: string): Promise<void> => {
    const client = await connectClient(cluster);
    await client.workflow.start("greet", { taskQueue: `${taskQueue}-nobody`, workflowId, args: ["you"] });
    await client.connection.close();
  };
  /** Which of the two workflows run. */
  const there = async (): Promise<readonly string[]> => {
    const client = await connectClient(cluster);
    const found = await Promise.all(
      [backedUp, later].map(async (id) =>
        client.workflow
          .getHandle(id)
          .describe()
          .then(
            () => [id],
            () => [],
          ),
      ),
    );
    await client.connection.close();
    return found.flat();
  };
  const inVolume = (script: string): Promise<string> =>
    docker(
      ...["run", "--rm", "--pull", "never", "--network", "none", "--user", "postgres", "--entrypoint", "sh"],
      ...["--volume", `${cluster.named("temporal-postgres-data")}:/data`, "temporal-start/postgres:15"],
      ...["-c", `set -e; cd /data; ${script}`],
    );

  beforeAll(async () => {
    await startOrExplain(cluster);
    await start(backedUp);
    const { exitCode, stderr } = await cluster.run("backup", "create", "--output", file);
    expect(exitCode, stderr).toBe(0);
    await start(later);
  });

  afterAll(() => cluster.remove());

  it.each(Array.from({ length: 10 }, () => Math.round(random() * 10_000)))("after %i ms", async (ms) => {
    const running = cluster.launch(["restore", file, "--yes", "--no-backup"]);
    const timer = setTimeout(() => running.process.kill("SIGKILL"), ms);
    await running.ended;
    clearTimeout(timer);

    const started = await cluster.run("start");
    if (started.exitCode !== 0) {
      expect(started.stderr).toContain("restore finish");
      expect((await cluster.run("restore", "finish")).exitCode).toBe(0);
    }

    const found = await there();
    expect([[backedUp, later], [backedUp]]).toContainEqual(found);
    const { report } = await cluster.status();
    expect(report.services.filter(({ verdict }) => verdict !== "healthy")).toEqual([]);
    // The index is right, or told to be wrong and right after what is advised.
    if (report.notices.length > 0) expect(report.notices[0]?.hint).toContain("visibility rebuild");
    if (report.notices.length > 0) expect((await cluster.run("visibility", "rebuild", "--yes")).exitCode).toBe(0);
    expect((await cluster.run("visibility", "check")).exitCode).toBe(0);
    if (!found.includes(later)) await start(later);
  });

  it("half in place, does not start, and comes to its end by the command that is named", async () => {
    expect((await cluster.run("restore", file, "--yes", "--no-backup")).exitCode).toBe(0);
    expect((await cluster.run("restore", "cleanup", "--yes")).exitCode).toBe(0);
    await start(later);
    const query = "SELECT current_setting('temporal_start.restored')";
    const psql = ["psql", "-U", "temporal", "-h", "127.0.0.1", "-At", "-c", query, "temporal"];
    const id = (await docker("exec", cluster.named("temporal-postgres"), ...psql)).trim();
    expect((await cluster.run("stop")).exitCode).toBe(0);
    const [half, kept] = [`pgsql_tmp.restore-${id}`, `pgsql_tmp.before-${id}`];
    // As after a power cut: some of the old is out, and nothing of the new is in.
    await inVolume(
      `mkdir ${half} ${kept}; cp -a $(ls -A | grep -v pgsql_tmp) ${half}/; touch pgsql_tmp.recovered-${id}; mv PG_VERSION base global ${kept}/`,
    );
    const failed = await cluster.run("start", "--wait-timeout", "30s");
    expect(failed.exitCode).not.toBe(0);
    expect(failed.stderr).toContain("temporal-start --instance");
    expect(failed.stderr).toContain("restore finish");
    expect((await cluster.json("restore", "cleanup", "--yes")).error?.code).toBe("RESTORE_UNFINISHED");
    const finished = await cluster.run("restore", "finish");
    expect(finished.exitCode, finished.stderr).toBe(0);
    expect(await there()).toEqual([backedUp, later]);
    expect((await cluster.run("restore", "finish")).stdout).toContain("No restore was cut short");
  });

  it("into an instance that has no data is no empty cluster that looks healthy", async () => {
    await cluster.remove();
    const running = cluster.launch(["restore", file]);
    const isUnpacking = async (): Promise<boolean> => {
      // Docker would make the volume.
      const names = await docker(
        "volume",
        "ls",
        "--quiet",
        "--filter",
        `name=${cluster.named("temporal-postgres-data")}`,
      );
      return names !== "" && (await inVolume("ls")).includes("pgsql_tmp.restore-");
    };
    await expect.poll(isUnpacking, { timeout: 30_000, interval: 200 }).toBe(true);
    running.process.kill("SIGKILL");
    await running.ended;
    const started = await cluster.run("start", "--wait-timeout", "30s");
    expect(started.exitCode).not.toBe(0);
    expect(started.stderr).toContain("the same restore again");
    const { exitCode, stderr } = await cluster.run("restore", file, "--yes", "--no-backup");
    expect(exitCode, stderr).toBe(0);
    expect(await there()).toEqual([backedUp]);
  });
});
