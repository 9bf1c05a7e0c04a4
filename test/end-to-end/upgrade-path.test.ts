import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serverReleases } from "../../src/cluster/versions.ts";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { listed, sql } from "./support/executions.ts";
import { withSteadyStarts } from "./support/steady-starts.ts";
import { connectClient, taskQueue, withWorker } from "./support/temporal.ts";
import { addAttributes, attributeQueries, runWorkload } from "./support/workload.ts";

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
  else process.stderr.write(`The way to ${version} is not tested: its images are not here.\n`);
}

describe("The way through all versions whose images are here", async () => {
  const cluster = await useOwnCluster("way");
  let before: ReadonlyMap<string, string>;

  beforeAll(async () => {
    await startOrExplain(cluster);
    await addAttributes(cluster);
    const client = await connectClient(cluster);
    await runWorkload(cluster, client);
    // Waits until the index has heard of all.
    expect((await cluster.run("visibility", "check")).exitCode).toBe(0);
    before = await listed(client);
    await client.connection.close();
  });

  afterAll(() => cluster.remove());

  it("begins with a new cluster", () => {
    expect(first?.version).toBe("1.22.0");
    expect(there).toEqual(expect.arrayContaining(["1.22.6", "1.23.1"]));
  });

  it.each(there)("leads to %s, and every workflow is there and goes on", async (version) => {
    const client = await connectClient(cluster);
    try {
      const order = `order-${version}`;
      await withWorker(cluster, "default", async () => {
        await client.workflow.start("approvedOrder", { taskQueue, workflowId: order, args: [order] });
      });
      const apply = () => cluster.json("upgrade", "apply", "--to", version, "--yes", "--no-rehearsal");
      const name = `on-the-way-to-${version}`;
      const { result, longestGapSeconds } = await withSteadyStarts(client, `${taskQueue}-nobody`, name, apply);
      expect(result.error).toBe(null);
      process.stderr.write(`upgrade to ${version}: no start accepted for ${longestGapSeconds.toFixed(1)} s\n`);

      await withWorker(cluster, "default", async () => {
        await client.workflow.getHandle(order).signal("approve", version);
        expect(await client.workflow.getHandle(order).result()).toBe(`${order} approved by ${version}`);
      });
      const after = await listed(client);
      // A worker was there for a moment, which ends what had just gone on as a new run.
      const isAsBefore = ([run, status]: readonly [string, string]): boolean =>
        after.get(run) === status || (run.startsWith("continued ") && after.has(run));
      expect([...before].filter((one) => !isAsBefore(one))).toEqual([]);
      const counts = await Promise.all(
        attributeQueries.map(async (query) => (await client.workflow.count(query)).count),
      );
      expect(counts).toEqual(attributeQueries.map(() => 1));
      const check = await cluster.run("visibility", "check");
      expect(check.exitCode, check.stdout).toBe(0);
      expect((await cluster.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
      const { main } = serverReleases.find((release) => release.version === version)?.schema ?? {};
      expect((await sql(cluster, "SELECT curr_version FROM schema_version")).trim()).toBe(main);
    } finally {
      await client.connection.close();
    }
  });

  it("is made anew in the index at its end, with what the last version lists", async () => {
    expect((await cluster.run("visibility", "rebuild", "--yes")).exitCode).toBe(0);
    expect((await cluster.run("visibility", "check")).exitCode).toBe(0);
  });
});
