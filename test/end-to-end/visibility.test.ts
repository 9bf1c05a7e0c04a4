import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../bench/measure/seeded-random.ts";
import type { Comparison } from "../../src/visibility/tally.ts";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";
import { addAttributes, attributeQueries, runWorkload } from "./support/workload.ts";

/** Of which JavaScript, PostgreSQL and Elasticsearch each would choose an order of their own. */
const oddIds = ["\uff5e", "😀", "Ä", "ä", "a b", "~", "_", 'a"\\b', "Z"];

interface Found {
  readonly hits: { readonly hits: readonly { readonly _id: string; readonly _source: object }[] };
}

interface Rebuilt {
  readonly isSame: boolean;
  readonly executions: number;
  readonly comparison: Comparison;
}

describe("The visibility index", async () => {
  const cluster = await useOwnCluster("visibility");
  const indexUrl = `http://127.0.0.1:${String(cluster.port("temporal-elasticsearch"))}/temporal_visibility_v1_dev`;
  let client: Client;
  const elasticsearch = async (path: string, method: string, body?: object): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${indexUrl}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return answer.json();
  };
  /** Writes a record as it is not, in a version above any that the server would write. */
  const falsify = async (workflowId: string, change: Readonly<Record<string, unknown>>): Promise<void> => {
    const found = (await elasticsearch("/_search", "POST", { query: { term: { WorkflowId: workflowId } } })) as Found;
    for (const { _id: id, _source: fields } of found.hits.hits) {
      const path = `/_doc/${encodeURIComponent(id)}?version=${String(Number.MAX_SAFE_INTEGER)}&version_type=external`;
      await elasticsearch(path, "PUT", { ...fields, ...change });
    }
  };
  const counts = (): Promise<readonly number[]> =>
    Promise.all(attributeQueries.map(async (query) => (await client.workflow.count(query)).count));
  const listed = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { workflowId, runId, status } of client.workflow.list())
      found.push(`${workflowId} ${runId} ${status.name}`);
    return found.sort();
  };
  const check = async (...args: readonly string[]): Promise<{ exitCode: number; data: Comparison }> =>
    cluster.json<Comparison>("visibility", "check", ...args);

  beforeAll(async () => {
    await startOrExplain(cluster);
    await addAttributes(cluster);
    client = await connectClient(cluster);
    await runWorkload(cluster, client);
    for (const workflowId of oddIds)
      await client.workflow.start("greet", { taskQueue: `${taskQueue}-nobody`, workflowId, args: ["you"] });
  });

  afterAll(async () => {
    await client.connection.close();
  });

  it("lists just what the database has, field by field", async () => {
    const { exitCode, data } = await check();
    expect(data).toMatchObject({ missing: 0, different: 0, surplus: 0, examples: [] });
    expect(exitCode).toBe(0);
    expect(data.executions).toBeGreaterThan(15);
    expect(await counts()).toEqual(attributeQueries.map(() => 1));
  });

  it("is told to be wrong in each way there is, and is right after a rebuild", async () => {
    // A list shows what was refreshed last; the check before looked at the records themselves.
    await elasticsearch("/_refresh", "POST");
    const before = await listed();
    const ofId = (workflowId: string): object => ({ query: { term: { WorkflowId: workflowId } } });
    await elasticsearch("/_delete_by_query", "POST", ofId("completed"));
    await falsify("failed", { ExecutionStatus: "Running", CloseTime: undefined });
    await elasticsearch("/_doc/ghost~1", "PUT", { WorkflowId: "ghost", RunId: "1", ExecutionStatus: "Running" });

    const { exitCode, data } = await check();

    expect({ exitCode, ...data }).toMatchObject({ exitCode: 4, missing: 1, different: 1, surplus: 1 });
    expect(data.fields).toEqual({ ExecutionStatus: 1, CloseTime: 1 });
    expect(data.examples.join("\n")).toMatch(/^completed~.* not listed\nfailed~.* differs in .*\nghost~1 is listed/);
    const rebuilt = await cluster.json<Rebuilt>("visibility", "rebuild", "--yes");
    expect(rebuilt).toMatchObject({ exitCode: 0, data: { isSame: true, comparison: { surplus: 0 } } });
    expect(await listed()).toEqual(before);
    expect(await counts()).toEqual(attributeQueries.map(() => 1));
  });

  it("is told to be partial when it was lost, and healthy after a rebuild, while workflows start", async () => {
    await elasticsearch("", "DELETE");
    await startOrExplain(cluster);
    expect((await cluster.status()).report.notices.map(({ id }) => id)).toEqual(["INDEX_PARTIAL"]);
    expect((await cluster.json("visibility", "rebuild")).error?.code).toBe("CONFIRMATION_NEEDED");
    let started = 0;
    const over = new AbortController();
    const starting = (async () => {
      for (; !over.signal.aborted; started++)
        await client.workflow.start("greet", {
          taskQueue: `${taskQueue}-nobody`,
          workflowId: `meanwhile-${String(started)}`,
          args: ["meanwhile"],
        });
    })();
    const { exitCode, stderr } = await cluster.run("visibility", "rebuild", "--yes");
    over.abort();
    await starting;
    expect(exitCode, stderr).toBe(0);
    expect(started).toBeGreaterThan(10);
    expect((await cluster.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
    expect((await check()).data).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    expect((await listed()).filter((line) => line.startsWith("meanwhile-"))).toHaveLength(started);
  });

  it("is made anew for one namespace alone, whatever the versions of its records", async () => {
    expect((await cluster.run("namespace", "other")).exitCode).toBe(0);
    const elsewhere = await connectClient(cluster, "other");
    await elsewhere.workflow.start("greet", { taskQueue, workflowId: "elsewhere", args: ["you"] });
    await elsewhere.connection.close();
    expect((await check("--namespace", "other")).data).toMatchObject({ executions: 1, missing: 0 });
    await falsify("elsewhere", { TaskQueue: "another" });
    await falsify("completed", { TaskQueue: "another" });
    expect((await check("--namespace", "other")).data).toMatchObject({ different: 1, fields: { TaskQueue: 1 } });
    expect((await cluster.run("visibility", "rebuild", "--namespace", "other", "--yes")).exitCode).toBe(0);
    expect((await check("--namespace", "other")).data).toMatchObject({ executions: 1, different: 0 });
    expect((await check("--namespace", "default")).exitCode).toBe(4);
    expect((await cluster.run("visibility", "rebuild", "--yes")).exitCode).toBe(0);
    expect(await check("--namespace", "nowhere")).toMatchObject({ error: { code: "NAMESPACE_UNKNOWN" } });
  });

  it("is whole or said to be partial, wherever a rebuild was killed, and the next rebuild brings all back", async () => {
    const random = seededRandom(4_711);
    for (const ms of Array.from({ length: 10 }, () => Math.round(random() * 3_000))) {
      const running = cluster.launch(["visibility", "rebuild", "--yes"]);
      const timer = setTimeout(() => running.process.kill("SIGKILL"), ms);
      await running.ended;
      clearTimeout(timer);
      const { report } = await cluster.status();
      const isCalledWhole = report.verdict === "healthy" && report.notices.length === 0;
      expect(isCalledWhole ? (await check()).exitCode : 0, `killed after ${String(ms)} ms`).toBe(0);
    }
    expect((await cluster.run("visibility", "rebuild", "--yes")).exitCode).toBe(0);
    expect((await check()).data).toMatchObject({ missing: 0, different: 0, surplus: 0 });
    expect((await cluster.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
  });
});
