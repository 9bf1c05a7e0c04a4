import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import type { Comparison } from "../../src/visibility/tally.ts";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { type Due, dueTimes, historiesOf, listed } from "./support/executions.ts";
import { connectClient, taskQueue, withWorker } from "./support/temporal.ts";
import { addAttributes, attributeQueries, runWorkload } from "./support/workload.ts";

interface Restored {
  readonly counts: { readonly executions: number; readonly open: number };
  readonly comparison: Comparison;
  readonly backupOfBefore: string | null;
}

const nobody = `${taskQueue}-nobody`;
const others = 500;
const startsASecond = 5;

describe("A backup that was taken while workflows ran", async () => {
  const source = await useOwnCluster("backup");
  const target = await useOwnCluster("restored");
  const folder = join(inject("clusterRun").folder, "backups");
  const file = join(folder, "one.backup.tar");
  const closed = ["completed", "failed", "cancelled", "terminated", "timed-out", "relabelled"] as const;
  /** Starts that were acknowledged, and when. */
  const acknowledged: { readonly id: string; readonly atMs: number }[] = [];
  let client: Client;
  /** Of the workload, before the backup. */
  let before: ReadonlyMap<string, string>;
  let histories: readonly unknown[];
  let due: Due;
  let begunMs = 0;
  let endedMs = 0;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await startOrExplain(source);
    await addAttributes(source);
    client = await connectClient(source);
    await runWorkload(source, client);
    const lane = async (first: number): Promise<void> => {
      for (let index = first; index < others; index += 20)
        await client.workflow.start("greet", {
          taskQueue: nobody,
          workflowId: `other-${String(index)}`,
          args: ["you"],
        });
    };
    await Promise.all(Array.from({ length: 20 }, (_, first) => lane(first)));
    const isListed = async (): Promise<void> => {
      expect((await listed(client)).size).toBe(others + 15);
    };
    await vi.waitFor(isListed, { timeout: 30_000, interval: 500 });
    before = await listed(client);
    histories = await historiesOf(client, closed);
    due = await dueTimes(source);
  });

  afterAll(async () => {
    await client.connection.close();
  });

  it("is one file for its owner alone, made in no time", async () => {
    const over = new AbortController();
    const starting = (async () => {
      for (let index = 0; !over.signal.aborted; index++) {
        const id = `during-${String(index)}`;
        await client.workflow.start("greet", { taskQueue: nobody, workflowId: id, args: ["you"] });
        acknowledged.push({ id, atMs: Date.now() });
        await new Promise((resolve) => setTimeout(resolve, 1_000 / startsASecond));
      }
    })();
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(5);
    begunMs = Date.now();
    const { exitCode, stderr } = await source.run("backup", "create", "--output", file, "--label", "under load");
    endedMs = Date.now();
    await expect
      .poll(() => acknowledged.filter(({ atMs }) => atMs > endedMs).length, { timeout: 30_000 })
      .toBeGreaterThan(3);
    over.abort();
    await starting;
    expect(exitCode, stderr).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["one.backup.tar"]);
    expect((await source.run("backup", "verify", file)).exitCode).toBe(0);
    expect((await source.run("backup", "list", "--folder", folder)).stdout).toContain("under load");
    expect((await source.json("backup", "create", "--output", file)).error?.code).toBe("FILE_EXISTS");
  });

  it("is refused before anything is changed where it is cut short or a byte is another", async () => {
    const bytes = readFileSync(file);
    const damaged = join(folder, "damaged.backup.tar");
    for (let cut = 0; cut < 20; cut++) {
      copyFileSync(file, damaged);
      truncateSync(damaged, Math.floor((bytes.length * cut) / 20));
      const { exitCode, error } = await target.json("restore", damaged, "--yes");
      expect({ cut, exitCode, code: error?.code }).toMatchObject({
        exitCode: 6,
        code: expect.stringMatching(/^BACKUP_(DAMAGED|UNKNOWN)$/) as string,
      });
    }
    const flipped = Buffer.from(bytes);
    const place = Math.floor(bytes.length / 2);
    flipped[place] = (flipped[place] ?? 0) ^ 1;
    writeFileSync(damaged, flipped);
    expect((await target.json("restore", damaged, "--yes")).error?.code).toBe("BACKUP_DAMAGED");
    expect((await target.json("restore", file, "--set", "TEMPORAL_HISTORY_SHARDS=128")).error).toMatchObject({
      code: "BACKUP_DOES_NOT_FIT",
      details: [expect.stringContaining("TEMPORAL_HISTORY_SHARDS=64")],
    });
    expect(await target.status()).toMatchObject({ exitCode: 3 });
  });

  it("comes back in another instance: every workflow, event by event, and the list of them", async () => {
    const restoredMs = Date.now();
    const { exitCode, data, error } = await target.json<Restored>("restore", file);
    expect(error).toBe(null);
    expect(exitCode).toBe(0);
    expect(data.backupOfBefore).toBe(null);
    expect(data.comparison).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    const restored = await connectClient(target);
    try {
      const after = await listed(restored);
      expect([...before].filter(([run, status]) => after.get(run) !== status)).toEqual([]);
      expect([...after.keys()].filter((run) => !before.has(run) && !run.startsWith("during-"))).toEqual([]);
      const ids = new Set([...after.keys()].map((run) => run.split(" ")[0]));
      const lost = acknowledged.filter(({ id, atMs }) => atMs < begunMs && !ids.has(id));
      expect(lost).toEqual([]);
      expect([...ids].filter((id) => id?.startsWith("other-"))).toHaveLength(others);
      expect(closed.filter((id) => !ids.has(id))).toEqual([]);
      const counts = await Promise.all(
        attributeQueries.map(async (query) => (await restored.workflow.count(query)).count),
      );
      expect(counts).toEqual(attributeQueries.map(() => 1));
      expect(await historiesOf(restored, closed)).toEqual(histories);
      // What deletes closed workflows is as far ahead as it was; what wakes workflows is due when it was.
      const dueNow = await dueTimes(target);
      const later = dueNow.retention.map((time, index) => time - (due.retention[index] ?? 0));
      expect(due.retention.length).toBeGreaterThanOrEqual(closed.length);
      expect(due.oneHour.length).toBeGreaterThan(0);
      expect(Math.min(...later)).toBeGreaterThanOrEqual((restoredMs - endedMs) / 1000);
      expect(new Set(later).size).toBe(1);
      expect(dueNow.oneHour).toEqual(due.oneHour);
      expect((await target.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
      await withWorker(target, "default", async () => {
        await restored.workflow.getHandle("open-every-type").signal("approve", "after the restore");
        expect(await restored.workflow.getHandle("open-every-type").result()).toBe(
          "every-type approved by after the restore",
        );
        await restored.workflow.getHandle("open-parent-child").signal("approve", "you");
        expect(await restored.workflow.getHandle("open-parent").result()).toBe("open-parent approved by you");
      });
      expect((await restored.schedule.getHandle("schedule").describe()).state).toMatchObject({
        paused: true,
        note: "asleep",
      });
    } finally {
      await restored.connection.close();
    }
  });

  it("takes the place of other data after a backup of it, which brings that back", async () => {
    const late = await connectClient(target);
    await late.workflow.start("greet", { taskQueue: nobody, workflowId: "late", args: ["you"] });
    expect((await target.json("restore", file)).error?.code).toBe("CONFIRMATION_NEEDED");
    const first = await target.json<Restored>("restore", file, "--yes");
    expect(first.exitCode).toBe(0);
    await expect(late.workflow.getHandle("late").describe()).rejects.toThrow(/not found|no rows/i);
    const second = await target.json<Restored>("restore", first.data.backupOfBefore ?? "", "--yes", "--no-backup");
    expect(second).toMatchObject({ exitCode: 0, data: { backupOfBefore: null } });
    expect((await late.workflow.getHandle("late").describe()).status.name).toBe("RUNNING");
    // What the second restore has replaced, which had no such workflow.
    const back = await target.json<Restored>("restore", "back", "--yes", "--no-backup");
    expect(back).toMatchObject({ exitCode: 0, data: { comparison: { missing: 0, different: 0, surplus: 0 } } });
    await expect(late.workflow.getHandle("late").describe()).rejects.toThrow(/not found|no rows/i);
    await late.connection.close();
    expect((await target.run("restore", "cleanup", "--yes")).stdout).toMatch(/Removed [\d.]+ MB/);
    expect((await target.run("restore", "cleanup", "--yes")).stdout).toContain("Nothing is kept from before");
    expect((await target.json("restore", "back", "--yes", "--no-backup")).error?.code).toBe("NOTHING_KEPT");
  });
});
