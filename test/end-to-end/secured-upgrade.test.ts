import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedNamespacesFolder } from "./support/closed-namespaces.ts";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { inspect } from "./support/docker.ts";
import { certificatesOf, securedConnection } from "./support/secured-client.ts";
import { withSteadyStarts } from "./support/steady-starts.ts";
import { expectListed, idleQueue } from "./support/upgraded.ts";

const later = "1.22.6";

describe("A secured cluster that is upgraded", { timeout: 240_000 }, async () => {
  const own = await useOwnCluster("sec-upgrade");
  let cluster: Cluster;
  let client: Client;

  /** What a token without rights in this namespace may do there. */
  const refusal = async (): Promise<string> => {
    const token = readFileSync(join(certificatesOf(cluster), "tokens/stranger/token.jwt"), "utf8").trim();
    const connection = await securedConnection(cluster, token);
    try {
      await new Client({ connection }).workflow.count("");
      return "let in";
    } catch (error) {
      return String((error as { readonly cause?: unknown }).cause ?? error);
    } finally {
      await connection.close();
    }
  };

  beforeAll(async () => {
    const env = { TEMPORAL_SECURITY: "full", TEMPORAL_CONFIG_DIR: closedNamespacesFolder("sec-upgrade") };
    cluster = clusterOf(own.instance, { env });
    await startOrExplain(cluster);
    await cluster.run("namespace", "elsewhere");
    await cluster.run("token", "create", "stranger", "--role", "admin", "--namespace", "elsewhere");
    const token = readFileSync(join(certificatesOf(cluster), "tokens/temporal-start/token.jwt"), "utf8").trim();
    client = new Client({ connection: await securedConnection(cluster, token) });
  });

  afterAll(async () => {
    await client.connection.close();
    await cluster.remove();
  });

  it.each([
    ["to a later server", ["upgrade", "apply", "--to", later, "--yes"], later],
    ["back", ["upgrade", "rollback", "--yes"], "1.22.0"],
  ])("%s loses no start that was acknowledged, and lets in nobody else", async (way, words, version) => {
    const work = () => cluster.json(...words);
    const { result, acknowledged } = await withSteadyStarts(client, idleQueue, way.replaceAll(" ", "-"), work);
    expect(result.error).toBeNull();
    expect((await inspect(cluster.named("temporal-server"))).Config.Image).toContain(version);
    await expectListed(client, acknowledged);
    expect((await cluster.status()).report.verdict).toBe("healthy");
    await expect.poll(refusal, { timeout: 20_000, interval: 1_000 }).toContain("PERMISSION_DENIED");
  });

  it("goes to another PostgreSQL, which nobody else reaches either", async () => {
    const { error } = await cluster.json("upgrade", "postgres", "--yes");
    expect(error).toBeNull();
    const { Config, NetworkSettings } = await inspect(cluster.named("temporal-postgres"));
    expect(Config.Image).toContain("17");
    expect(Object.keys(NetworkSettings.Networks)).toEqual([cluster.named("temporal-store-network")]);
    await expect.poll(refusal, { timeout: 20_000, interval: 1_000 }).toContain("PERMISSION_DENIED");
  });
});
