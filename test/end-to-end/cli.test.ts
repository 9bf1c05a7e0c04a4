import type { Client } from "@temporalio/client";
import { beforeAll, describe, expect, it } from "vitest";
import { useSharedCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";

describe("cli", () => {
  const workflowId = "typed-by-hand";
  const cluster = useSharedCluster();
  let client: Client;

  beforeAll(async () => {
    client = await connectClient(cluster);
    return () => client.connection.close();
  });

  it("passes arguments with spaces, quotes and dollar signs on unchanged", async () => {
    const input = JSON.stringify(`a  b 'c' "d" $HOME \`id\` é`);
    const started = await cluster.run(
      ...["cli", "workflow", "start", "--type", "greet", "--task-queue", taskQueue],
      ...["--workflow-id", workflowId, "--input", input],
    );
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    const payload = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
    expect(started).toMatchObject({ exitCode: 0 });
    expect(Buffer.from(payload ?? []).toString("utf8")).toBe(input);
  });

  it("shows what the Temporal CLI writes", async () => {
    const list = async (): Promise<string> =>
      (await cluster.run("cli", "workflow", "list", "--query", `WorkflowId = "${workflowId}"`)).stdout;
    // Elasticsearch shows what it indexed after its refresh interval.
    await expect.poll(list, { timeout: 30_000, interval: 500 }).toMatch(new RegExp(`Running +${workflowId} +greet`));
  });

  it("ends with the exit code of the Temporal CLI", async () => {
    const missing = await cluster.run("cli", "workflow", "describe", "--workflow-id", "never-started");
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toContain("workflow describe failed");
  });

  it("ends the command in the container as well when it is interrupted without a terminal", async () => {
    // Not by `docker top`: Podman asks ps inside the container, where there is none.
    const inContainer = (): Promise<string> =>
      docker("exec", cluster.named("temporal-cli"), "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
    const following = cluster.launch(["cli", "workflow", "show", "--follow", "--workflow-id", workflowId]);
    await expect.poll(inContainer, { timeout: 20_000 }).toContain("--follow");
    await new Promise((resolve) => setTimeout(resolve, 500));
    following.process.kill("SIGINT");
    const { exitCode } = await following.ended;
    expect(exitCode).toBe(130);
    await expect.poll(inContainer, { timeout: 5_000 }).not.toContain("--follow");
    expect(await docker("exec", cluster.named("temporal-cli"), "sh", "-c", "ls /tmp")).not.toContain("temporal-start-");
  });
});
