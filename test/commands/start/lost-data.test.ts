import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, runOn } from "../../support/fake-context.ts";

describe("A start", () => {
  test("tells of the backup there is where the volume of the database was lost, and of none that is gone", async () => {
    const lost = async (isThere: boolean): Promise<readonly string[]> => {
      const cluster = new FakeCluster();
      const path = "/backups/a b.backup.tar";
      cluster.lastBackup = { path, createdAt: new Date(0).toISOString() };
      if (isThere) cluster.fileStore.files.set(path, Buffer.alloc(1));
      const context = fakeContext(cluster);
      await runOn(start, context);
      return context.seen.warnings;
    };
    expect(await lost(true)).toEqual([
      expect.stringMatching(/makes an empty one.* ago: temporal-start restore '\/backups\/a b\.backup\.tar' brings/),
    ]);
    expect(await lost(false)).toEqual([]);
  });

  test("tells nothing of a backup where the database is there", async () => {
    const cluster = FakeCluster.running();
    cluster.volumes = [{ name: "temporal-postgres-data", marks: {} }];
    cluster.lastBackup = { path: "/one.backup.tar", createdAt: new Date(0).toISOString() };
    cluster.fileStore.files.set("/one.backup.tar", Buffer.alloc(1));
    const context = fakeContext(cluster);
    await runOn(start, context);
    expect(context.seen.warnings).toEqual([]);
  });
});
