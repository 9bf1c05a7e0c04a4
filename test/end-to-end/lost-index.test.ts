import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { addKeywordAttribute, connectClient, taskQueue } from "./support/temporal.ts";

const index = "temporal_visibility_v1_dev";

describe("A cluster whose index was lost", async () => {
  const cluster = await useOwnCluster("lost-index");
  const indexUrl = `http://127.0.0.1:${String(cluster.port("temporal-elasticsearch"))}/${index}`;
  const sql = (query: string): Promise<string> =>
    docker(
      ...["exec", cluster.named("temporal-postgres"), "psql", "-U", "temporal", "-h", "127.0.0.1", "-At"],
      ...["-c", query, "temporal"],
    );
  const ids = async (): Promise<readonly string[]> => (await cluster.status()).report.notices.map(({ id }) => id);

  it("is healthy before, and its index is marked as whole", async () => {
    await startOrExplain(cluster);
    await addKeywordAttribute(cluster, "OrderNo");
    const client = await connectClient(cluster);
    await client.workflow.start("greet", {
      args: ["you"],
      taskQueue: `${taskQueue}-nobody`,
      workflowId: "from before",
    });
    const listed = async (): Promise<number> => (await client.workflow.count('WorkflowId = "from before"')).count;
    await expect.poll(listed, { timeout: 30_000, interval: 500 }).toBe(1);
    await client.connection.close();
    // As the server does about a minute later: until then a restart lists it anew, and nothing is lost.
    await sql("DELETE FROM visibility_tasks");
    const { exitCode, report } = await cluster.status();
    expect({ exitCode, notices: report.notices }).toEqual({ exitCode: 0, notices: [] });
  });

  it("says so in start, status and doctor, and knows the search attributes at once", async () => {
    expect((await fetch(indexUrl, { method: "DELETE" })).status).toBe(200);
    const { stderr } = await startOrExplain(cluster);
    expect(stderr).toContain("The visibility index was made anew and is not filled");
    expect((await cluster.status()).exitCode).toBe(4);
    expect(await ids()).toEqual(["INDEX_PARTIAL"]);
    const doctor = await cluster.run("doctor");
    expect(doctor.stdout).toContain("The visibility index was made anew and is not filled");
    const mapping = await (await fetch(`${indexUrl}/_mapping/field/OrderNo`)).text();
    expect(mapping).toContain('"type":"keyword"');
  });

  it("goes on saying so after a restart, and no longer when the records are there", async () => {
    expect((await cluster.run("restart")).stderr).toContain("The visibility index was made anew and is not filled");
    const run = await sql("SELECT encode(run_id, 'hex')::uuid FROM executions WHERE workflow_id = 'from before'");
    const record = `${indexUrl}/_doc/${encodeURIComponent(`from before~${run.trim()}`)}?refresh=true`;
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ WorkflowId: "from before", RunId: randomUUID() });
    expect((await fetch(record, { method: "PUT", headers, body })).status).toBe(201);
    expect((await cluster.run("restart")).exitCode).toBe(0);
    expect(await ids()).toEqual([]);
  });
});
