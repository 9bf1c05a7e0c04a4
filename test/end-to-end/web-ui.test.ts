import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { openBrowser } from "./support/browser.ts";
import { useSharedCluster } from "./support/cluster.ts";
import { connectClient, taskQueue, withWorker } from "./support/temporal.ts";

describe("The Web UI in a browser", () => {
  const workflowId = "shown-in-the-browser";
  const cluster = useSharedCluster();
  const address = (): string => `http://localhost:${String(cluster.port("temporal-web"))}`;
  const complaints: string[] = [];
  let page: Page;

  beforeAll(async () => {
    const client = await connectClient(cluster);
    await withWorker(cluster, "default", () =>
      client.workflow.execute("greet", { args: ["browser"], taskQueue, workflowId }),
    );
    // The page reads its list once. What it is opened for is listed about a second after it has ended.
    const query = `WorkflowId = '${workflowId}' AND ExecutionStatus = 'Completed'`;
    const listed = async (): Promise<void> => {
      expect((await client.workflow.count(query)).count).toBe(1);
    };
    await vi.waitFor(listed, { timeout: 30_000, interval: 100 });
    await client.connection.close();
    const browser = await openBrowser();
    page = await browser.newPage();
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${message.location().url}: ${message.text()}`);
    });
    return () => browser.close();
  });

  it("lists the workflow that was just run", async () => {
    await page.goto(address());
    const row = page.getByRole("row").filter({ hasText: workflowId });
    await row.waitFor({ timeout: 30_000 });
    expect(new URL(page.url()).pathname).toBe("/namespaces/default/workflows");
    expect(await row.innerText()).toContain("Completed");
    expect(await row.innerText()).toContain("greet");
  });

  it("shows its input, its result and its history", async () => {
    await page.getByRole("link", { name: workflowId }).first().click();
    await page.waitForURL(/\/history/);
    await page.getByText("WorkflowExecutionCompleted").first().waitFor({ timeout: 30_000 });
    await page.getByText("Input and Results").click();
    await page.getByText('"Hello, browser"').first().waitFor({ timeout: 30_000 });
    await page.getByText('"browser"').first().waitFor();
  });

  it("has nothing to complain about in its console", () => {
    expect(complaints).toEqual([]);
  });
});
