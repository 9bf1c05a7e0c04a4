import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { releaseOf, serverReleases } from "../../src/cluster/versions.ts";
import { useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { listed, sql } from "./support/executions.ts";
import { withSteadyStarts } from "./support/steady-starts.ts";
import { taskQueue, withWorker } from "./support/temporal.ts";
import { expectTicking, upgradeStatus } from "./support/upgrade-status.ts";
import { expectAllThere, expectListed, idleQueue, startWithWorkflows, type WorkedCluster } from "./support/upgraded.ts";

const [first, ...later] = serverReleases;

/** Builds of all take a quarter of an hour, so `verify` makes those of the first two alone. */
const isHere = async (reference: string): Promise<boolean> =>
  docker("image", "inspect", reference).then(
    () => true,
    () => false,
  );
const there: string[] = [];
for (const { version, images } of later) {
  const tags = [images.server, images.adminTools];
  const found = await Promise.all(tags.map(async ({ upstream, local }) => (await isHere(upstream)) || isHere(local)));
  if (found.every(Boolean)) there.push(version);
  else {
    process.stderr.write(`The way to ${version}, and beyond it, is not tested: its images are not here.\n`);
    // A way has no gaps.
    break;
  }
}

describe("The way through all versions whose images are here", async () => {
  const cluster = await useOwnCluster("way");
  let worked: WorkedCluster;
  let before: ReadonlyMap<string, string>;

  /** @param version that the data is of now */
  const expectAll = async (version: string): Promise<void> => {
    const after = await listed(worked.client);
    // A worker was there for a moment, which ends what had just gone on as a new run.
    const isAsBefore = ([run, status]: readonly [string, string]): boolean =>
      after.get(run) === status || (run.startsWith("continued ") && after.has(run));
    expect([...before].filter((one) => !isAsBefore(one))).toEqual([]);
    await expectTicking(worked.client, "ticking");
    await expectAllThere(cluster, worked);
    expect(await upgradeStatus(cluster)).toMatchObject({ version, running: version, underWay: null });
  };

  beforeAll(async () => {
    worked = await startWithWorkflows(cluster);
    // Waits until the index has heard of all.
    expect((await cluster.run("visibility", "check")).exitCode).toBe(0);
    before = await listed(worked.client);
  });

  afterAll(async () => {
    await worked.client.connection.close();
    await cluster.remove();
  });

  it("begins with a new cluster", () => {
    expect(first?.version).toBe("1.22.0");
    expect(there).toEqual(expect.arrayContaining(["1.22.6", "1.23.1"]));
  });

  it.each(there)("leads to %s, and every workflow is there and goes on", async (version) => {
    const { client } = worked;
    const order = `order-${version}`;
    await withWorker(cluster, "default", async () => {
      await client.workflow.start("approvedOrder", { taskQueue, workflowId: order, args: [order] });
    });
    // Its timer ends while the server is away, or a little later.
    await client.workflow.start("later", { taskQueue, workflowId: `timer-${version}`, args: [5] });
    const apply = () => cluster.json("upgrade", "apply", "--to", version, "--yes", "--no-rehearsal");
    const name = `on-the-way-to-${version}`;
    const { result, acknowledged, longestGapSeconds } = await withSteadyStarts(client, idleQueue, name, apply);
    expect(result.error).toBe(null);
    process.stderr.write(`upgrade to ${version}: no start accepted for ${longestGapSeconds.toFixed(1)} s\n`);

    await withWorker(cluster, "default", async () => {
      await client.workflow.getHandle(order).signal("approve", version);
      expect(await client.workflow.getHandle(order).result()).toBe(`${order} approved by ${version}`);
      await client.workflow.getHandle(`timer-${version}`).result();
    });
    await expectListed(client, acknowledged);
    await expectAll(version);
    const { main } = releaseOf(version)?.schema ?? {};
    expect((await sql(cluster, "SELECT curr_version FROM schema_version")).trim()).toBe(main);
  });

  it("leads back by the last step and forth again, and schedules act on", async () => {
    const [last = "", beforeLast = ""] = there.toReversed();
    expect((await cluster.json("upgrade", "rollback", "--yes")).error).toBe(null);
    await expectAll(beforeLast);
    expect((await cluster.json("upgrade", "apply", "--to", last, "--yes", "--no-rehearsal")).error).toBe(null);
    await expectAll(last);
  });

  it("is made anew in the index at its end, with what the last version lists", async () => {
    expect((await cluster.run("visibility", "rebuild", "--yes")).exitCode).toBe(0);
    expect((await cluster.run("visibility", "check")).exitCode).toBe(0);
  });

  it("is backed up at its end, and the backup proves itself", async () => {
    const { data } = await cluster.json<{ path: string }>("backup", "create");
    const drill = await cluster.run("backup", "verify", data.path, "--drill");
    expect(drill.exitCode, drill.stderr).toBe(0);
  });
});
