import { randomUUID } from "node:crypto";
import type { Client } from "@temporalio/client";
import { beforeAll, describe, expect, it } from "vitest";
import { useSharedCluster } from "./support/cluster.ts";
import { addKeywordAttribute, connectClient, taskQueue, withWorker } from "./support/temporal.ts";

const name = `media-${randomUUID().slice(0, 8)}`;
const day = 86_400;

interface NamespaceData {
  readonly action: string;
  readonly namespace: { name: string; retentionSeconds: number; description: string; ownerEmail: string };
}

interface CreatedData {
  readonly namespaces: readonly NamespaceData[];
}

describe("A namespace", () => {
  const cluster = useSharedCluster();

  it("is created with retention, description and owner", async () => {
    const flags = ["--retention", "30d", "--description", "plans & “media”", "--owner", "team@example.org"];
    const { exitCode, data } = await cluster.json<CreatedData>("namespace", name, ...flags);
    expect(exitCode).toBe(0);
    const facts = { name, retentionSeconds: 30 * day, description: "plans & “media”", ownerEmail: "team@example.org" };
    expect(data.namespaces).toMatchObject([{ action: "register", namespace: facts }]);
  });

  it("is created once: the same command again changes nothing", async () => {
    const { exitCode, data } = await cluster.json<CreatedData>("namespace", name);
    expect(exitCode).toBe(0);
    expect(data.namespaces).toMatchObject([{ action: "nothing", namespace: { retentionSeconds: 30 * day } }]);
  });

  it("keeps workflows for seven days unless told otherwise", async () => {
    const { data } = await cluster.json<CreatedData>("namespace", `${name}-plain`);
    expect(data.namespaces).toMatchObject([{ namespace: { retentionSeconds: 7 * day } }]);
  });

  it("is created with many others by one command, and all can be used", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `${name}-${String(index)}`);
    const { exitCode, data } = await cluster.json<CreatedData>("namespace", ...names, "--retention", "1d");
    expect(exitCode).toBe(0);
    expect(
      data.namespaces.map(({ action, namespace }) => [action, namespace.name, namespace.retentionSeconds]),
    ).toEqual(names.map((created) => ["register", created, day]));
    const client = await connectClient(cluster, names.at(-1) ?? "");
    await client.workflow.start("greet", { args: ["you"], taskQueue, workflowId: "first" });
    await client.connection.close();
  });

  it("is listed and described", async () => {
    const listed = await cluster.run("namespace", "list");
    const described = await cluster.run("namespace", "describe", name);
    expect(listed.stdout).toMatch(new RegExp(`^${name} .*30d`, "m"));
    expect(listed.stdout).toMatch(/^default /m);
    expect(described.stdout).toContain("team@example.org");
  });

  it("is updated field by field", async () => {
    const { exitCode, data } = await cluster.json<NamespaceData>("namespace", "update", name, "--retention", "36h");
    expect(exitCode).toBe(0);
    expect(data.namespace).toMatchObject({ retentionSeconds: 36 * 3_600, description: "plans & “media”" });
  });

  it("is deleted on request and then gone", async () => {
    const deleted = await cluster.run("namespace", "delete", `${name}-plain`, "--yes");
    const described = await cluster.json("namespace", "describe", `${name}-plain`);
    const listed = await cluster.run("namespace", "list");
    expect(deleted.exitCode).toBe(0);
    expect(described).toMatchObject({ exitCode: 1, error: { code: "NAMESPACE_UNKNOWN" } });
    expect(listed.stdout).not.toContain(`${name}-plain`);
  });

  it("is not deleted without a yes where nobody can be asked", async () => {
    const refused = await cluster.run("namespace", "delete", name);
    expect(refused.exitCode).toBe(5);
    expect(refused.stderr).toContain("--yes");
    expect((await cluster.run("namespace", "describe", name)).exitCode).toBe(0);
  });
});

describe("A namespace is refused in one line", () => {
  const cluster = useSharedCluster();
  const cases = [
    ["deleting default", ["namespace", "delete", "default", "--yes"], 2, /default belongs to the cluster/],
    [
      "retention below an hour",
      ["namespace", "short-lived", "--retention", "59m"],
      2,
      /below the server's minimum of 1h/,
    ],
    ["an illegal name", ["namespace", "no spaces please"], 2, /is no namespace name/],
    ["illegal names beside a legal one", ["namespace", "legal", "a b", "-"], 2, /"a b", "-" are no namespace names/],
    [
      "an unreachable server",
      ["namespace", "somewhere", "--instance", "not-there", "--set", "TEMPORAL_SERVER_PORT=1"],
      1,
      /Temporal Server does not answer at 127\.0\.0\.1:1\./,
    ],
  ] as const;

  it.each(cases)("for %s", async (_title, args, exitCode, reason) => {
    const refused = await cluster.run(...args);
    const [message, ...rest] = refused.stderr.trim().split("\n");
    expect(refused.exitCode).toBe(exitCode);
    expect(message).toMatch(reason);
    expect(rest.filter((line) => !line.includes(" comes from: ")).length, refused.stderr).toBeLessThanOrEqual(1);
    expect(refused.stdout).toBe("");
  });
});

describe("A namespace that was just created", () => {
  const workflows = 50;
  const customer = "Café & Cie";
  const attribute = `Customer${randomUUID().slice(0, 8)}`;
  const cluster = useSharedCluster();
  const namespace = `${name}-work`;
  let client: Client;

  beforeAll(async () => {
    client = await connectClient(cluster, namespace);
    return () => client.connection.close();
  });

  it("lets a worker complete 50 workflows at once, found by a custom search attribute", async () => {
    await addKeywordAttribute(cluster, attribute);
    const created = await cluster.run("namespace", namespace);
    expect(created.exitCode).toBe(0);

    const results = await withWorker(cluster, namespace, () =>
      Promise.all(
        Array.from({ length: workflows }, (_, index) =>
          client.workflow.execute<(customer: string) => Promise<string>>("greet", {
            args: [`customer ${String(index)}`],
            taskQueue,
            workflowId: `greeting-${String(index)}`,
            typedSearchAttributes: [{ key: { name: attribute, type: "KEYWORD" }, value: customer }],
          }),
        ),
      ),
    );
    expect(new Set(results).size).toBe(workflows);

    const query = `${attribute} = "${customer}" AND ExecutionStatus = "Completed"`;
    const found = async (): Promise<number> => (await client.workflow.count(query)).count;
    // Elasticsearch shows what it indexed after its refresh interval.
    await expect.poll(found, { timeout: 90_000, interval: 500 }).toBe(workflows);
    const listed: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query })) listed.push(workflowId);
    expect(new Set(listed).size).toBe(workflows);
  });
});
