import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { useSharedCluster } from "./support/cluster.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";

const suffix = randomUUID().slice(0, 8);
const [customer, amount] = [`Customer${suffix}`, `Amount${suffix}`] as const;

interface Added {
  readonly attributes: readonly { readonly name: string; readonly action: string }[];
}

describe("Search attributes", () => {
  const cluster = useSharedCluster();

  it("are added together and find workflows at once", async () => {
    const added = await cluster.json<Added>("search-attribute", "add", `${customer}=Keyword`, `${amount}=double`);
    expect(added).toMatchObject({ exitCode: 0, error: null });
    const client = await connectClient(cluster, "default");
    try {
      await client.workflow.start("greet", {
        args: ["you"],
        taskQueue: `${taskQueue}-nobody`,
        workflowId: `searched-${suffix}`,
        typedSearchAttributes: [
          { key: { name: customer, type: "KEYWORD" }, value: "Café & Cie" },
          { key: { name: amount, type: "DOUBLE" }, value: 12.5 },
        ],
      });
      const query = `${customer} = "Café & Cie" AND ${amount} > 12`;
      // Elasticsearch shows what it indexed after its refresh interval.
      const found = async (): Promise<number> => (await client.workflow.count(query)).count;
      await expect.poll(found, { timeout: 30_000, interval: 500 }).toBe(1);
      await client.workflow.getHandle(`searched-${suffix}`).terminate();
    } finally {
      await client.connection.close();
    }
  });

  it("are all there when several commands add them at once, as each of them says", async () => {
    const names = Array.from({ length: 4 }, (_, index) => `Racing${String(index)}${suffix}`);
    const added = await Promise.all(names.map((name) => cluster.run("search-attribute", "add", `${name}=Keyword`)));
    expect(added.map(({ stdout }) => stdout)).toEqual(
      names.map((name) => `${name} was added as Keyword. It can be used now.\n`),
    );
    const { stdout } = await cluster.run("search-attribute", "list");
    expect(names.filter((name) => !stdout.includes(name))).toEqual([]);
    expect((await cluster.run("search-attribute", "remove", ...names, "--yes")).exitCode).toBe(0);
  });

  it("are added once, and never with another type", async () => {
    const again = await cluster.json<Added>("search-attribute", "add", `${customer}=Keyword`);
    expect(again.data.attributes).toMatchObject([{ action: "nothing" }]);
    const other = await cluster.json("search-attribute", "add", `${customer}=Int`);
    expect(other).toMatchObject({ exitCode: 2, error: { code: "SEARCH_ATTRIBUTE_CONFLICT" } });
    expect((await cluster.run("search-attribute", "list")).stdout).toMatch(new RegExp(`^${customer} +Keyword`, "m"));
  });

  it("are removed; the name can come back with the same type alone", async () => {
    expect((await cluster.run("search-attribute", "remove", customer, amount, "--yes")).exitCode).toBe(0);
    expect((await cluster.run("search-attribute", "list")).stdout).not.toContain(customer);
    const other = await cluster.json("search-attribute", "add", `${customer}=Bool`);
    expect(other.error?.message).toContain("Elasticsearch keeps its field as keyword");
    expect((await cluster.run("search-attribute", "add", `${customer}=Keyword`)).exitCode).toBe(0);
    expect((await cluster.run("search-attribute", "remove", customer, "--yes")).exitCode).toBe(0);
  });
});
