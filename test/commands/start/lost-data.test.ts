import { describe, expect, test } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

const path = "/backups/a b.backup.tar";

function backedUp(isThere: boolean): FakeCluster {
  const cluster = new FakeCluster();
  cluster.lastBackup = { path, createdAt: new Date(0).toISOString() };
  if (isThere) cluster.fileStore.files.set(path, Buffer.alloc(1));
  return cluster;
}

describe("A start where the volume of the database was lost", () => {
  test("makes no empty one while there is a backup, and names both ways on", async () => {
    const cluster = backedUp(true);
    const { facts } = await failureOf(() => runOn(start, fakeContext(cluster)));
    expect(facts).toMatchObject({ code: "DATA_LOST", category: "preflight" });
    expect(facts.actions?.join()).toMatch(
      /^temporal-start restore '\/backups\/a b\.backup\.tar' brings it back; temporal-start reset begins/,
    );
    expect(cluster.states()).toEqual({});
  });

  test("shows it before anything is done", async () => {
    const { exitCode, data } = await runOn(start, fakeContext(backedUp(true)), inputOf({ dryRun: true }));
    expect(exitCode).toBe(6);
    expect(data).toMatchObject({ blockers: [{ code: "DATA_LOST" }] });
  });

  test("makes one where the backup is gone as well", async () => {
    const cluster = backedUp(false);
    await runOn(start, fakeContext(cluster));
    expect(cluster.container("temporal-postgres")?.state).toBe("running");
  });

  test("asks nothing where it is there", async () => {
    const cluster = backedUp(true);
    cluster.volumes = [{ name: "temporal-postgres-data", marks: {} }];
    await runOn(start, fakeContext(cluster));
    expect(cluster.container("temporal-postgres")?.state).toBe("running");
  });
});
