import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { closedNamespacesFolder } from "./support/closed-namespaces.ts";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker, ownedBy } from "./support/docker.ts";
import { instanceFolder } from "./support/instance-folder.ts";
import { certificatesOf, securedConnection } from "./support/secured-client.ts";
import { withSteadyStarts } from "./support/steady-starts.ts";
import { expectTicking } from "./support/upgrade-status.ts";
import { expectAllThere, expectListed, idleQueue, startWithWorkflows, type WorkedCluster } from "./support/upgraded.ts";

describe("A cluster with workflows that is secured, and opened again", { timeout: 240_000 }, async () => {
  const own = await useOwnCluster("secure");
  let cluster: Cluster;
  let worked: WorkedCluster;
  let secured: Client | undefined;

  const kept = (): Readonly<Record<string, unknown>> => {
    try {
      return JSON.parse(readFileSync(join(instanceFolder(cluster), "kept.json"), "utf8")) as Record<string, unknown>;
    } catch {
      return {};
    }
  };
  const securedClient = async (): Promise<Client> => {
    const token = readFileSync(join(certificatesOf(cluster), "tokens/temporal-start/token.jwt"), "utf8").trim();
    return (secured ??= new Client({ connection: await securedConnection(cluster, token) }));
  };
  /** Starts by the one client or by the other, as somebody does who has both. */
  const either = (): Client => {
    const start = async (...given: Parameters<Client["workflow"]["start"]>): Promise<unknown> =>
      worked.client
        .withDeadline(Date.now() + 1_000, () => worked.client.workflow.start(...given))
        .catch(async () => {
          const client = await securedClient();
          return client.withDeadline(Date.now() + 1_000, () => client.workflow.start(...given));
        });
    return { workflow: { start }, withDeadline: (_: number, work: () => unknown) => work() } as unknown as Client;
  };
  /** Takes the program away from its work as soon as something is seen of it. */
  const killed = async (args: readonly string[], isSeen: () => boolean | Promise<boolean>): Promise<void> => {
    const running = cluster.launch(args);
    await expect.poll(isSeen, { timeout: 60_000, interval: 5 }).toBe(true);
    running.process.kill("SIGKILL");
    await running.ended.catch(() => undefined);
  };
  const logIn = (password: unknown): Promise<string> => {
    const asked = ["exec", "--env", `PGPASSWORD=${String(password)}`, cluster.named("temporal-postgres"), "sh", "-c"];
    return docker(...asked, 'psql -h "$(hostname)" -U temporal -d temporal -Atc "SELECT 1"').catch(String);
  };

  beforeAll(async () => {
    cluster = clusterOf(own.instance, { env: { TEMPORAL_CONFIG_DIR: closedNamespacesFolder("secure") } });
    worked = await startWithWorkflows(cluster);
  });

  afterAll(async () => {
    await worked.client.connection.close();
    await secured?.connection.close();
    await cluster.remove();
  });

  it("says what it would do, and is brought back where it does not come up", async () => {
    const plan = await cluster.run("secure", "--dry-run");
    expect(plan.stdout).toContain(`create    ${cluster.named("temporal-gateway")}`);
    expect((await cluster.json("secure", "tls")).error?.code).toBe("CONFIRMATION_NEEDED");
    const file = join(await temporaryFolder(), "compose.override.yml");
    await writeFile(
      file,
      'services: { temporal-gateway: { image: "temporal-start/gateway:1.26", entrypoint: ["false"], networks: [temporal-network] } }\n',
    );
    const { error } = await cluster.json("secure", "tls", "--yes", "--set", `TEMPORAL_COMPOSE_OVERRIDE=${file}`);
    expect(error?.code).toBe("SECURE_FAILED");
    expect(error?.message, error?.details.join("\n")).toContain("the cluster has off again");
    await expectTicking(worked.client, "ticking");
    await expectAllThere(cluster, worked);
  });

  it("loses no start that was acknowledged, and all that was open goes on", async () => {
    const work = () => cluster.json<{ seconds: number; backup: string }>("secure", "full", "--yes");
    const { result, acknowledged, longestGapSeconds } = await withSteadyStarts(either(), idleQueue, "during", work);
    expect(result.error).toBeNull();
    expect(result.data.backup).toContain(cluster.instance);
    process.stderr.write(`secure full: no start accepted for ${longestGapSeconds.toFixed(1)} s\n`);
    const client = await securedClient();
    await expectListed(client, acknowledged);
    await expectTicking(client, "ticking");
    await expectAllThere(cluster, { ...worked, client });
    await expect(
      worked.client.withDeadline(Date.now() + 2_000, () => worked.client.workflow.count("")),
    ).rejects.toThrow();
    expect(await logIn("temporal")).toContain("password authentication failed");
  });

  it("gets another password for its database, and loses no start that was acknowledged", async () => {
    const before = kept().POSTGRES_PASSWORD;
    const client = await securedClient();
    const work = () => cluster.json("secrets", "rotate", "postgres-password");
    const { result, acknowledged, longestGapSeconds } = await withSteadyStarts(client, idleQueue, "rotating", work);
    expect(result.error).toBeNull();
    process.stderr.write(`secrets rotate: no start accepted for ${longestGapSeconds.toFixed(1)} s\n`);
    await expectListed(client, acknowledged);
    await expectAllThere(cluster, { ...worked, client });
    expect(kept().POSTGRES_PASSWORD).not.toBe(before);
    expect(await logIn(before)).toContain("password authentication failed");
    expect(await logIn(kept().POSTGRES_PASSWORD)).toBe("1");
    const { stdout } = await cluster.run("logs", "temporal-postgres", "--tail", "all");
    expect(stdout).not.toContain("ALTER ROLE");
    expect((await cluster.run("secrets", "rotate", "cookie-secret")).exitCode).toBe(0);
  });

  it("has its password made whole by the next start, where a rotation was killed", async () => {
    const before = kept().POSTGRES_PASSWORD;
    const isBegun = (): boolean =>
      existsSync(join(instanceFolder(cluster), "new-password")) || kept().POSTGRES_PASSWORD !== before;
    await killed(["secrets", "rotate", "postgres-password"], isBegun);
    await startOrExplain(cluster);
    expect(kept().POSTGRES_PASSWORD).not.toBe(before);
    expect(existsSync(join(instanceFolder(cluster), "new-password"))).toBe(false);
    expect(await logIn(kept().POSTGRES_PASSWORD)).toBe("1");
    expect(await logIn(before)).toContain("password authentication failed");
    await expectAllThere(cluster, { ...worked, client: await securedClient() });
  });

  it("is not opened by a start where its opening was killed, and is by the same command again", async () => {
    const isServerGone = async (): Promise<boolean> =>
      !(await docker("ps", "--format", "{{.Names}}")).includes(cluster.named("temporal-server"));
    await killed(["secure", "off", "--yes"], isServerGone);
    expect((await cluster.json("start")).error?.code).toBe("SECURITY_TAKEN_OFF");
    expect((await cluster.json("secure", "off", "--yes")).error).toBeNull();
    // Its own connections: those of before wait longer and longer before they try again.
    const connection = await Connection.connect({
      address: `127.0.0.1:${String(cluster.port("temporal-server"))}`,
      channelArgs: { "grpc.use_local_subchannel_pool": 1 },
    });
    const client = new Client({ connection });
    await expectTicking(client, "ticking");
    await expectAllThere(cluster, { ...worked, client });
    await connection.close();
    expect(await docker("ps", "--all", "--format", "{{.Names}}")).not.toContain(cluster.named("temporal-gateway"));
    expect((await cluster.run("down")).exitCode).toBe(0);
    expect(await ownedBy(cluster.instance, "network")).toEqual([]);
    const written = clusterOf(own.instance, { env: { TEMPORAL_SECURITY: "tls" } });
    expect((await written.json("secure", "off")).error?.code).toBe("SECURITY_WRITTEN");
  });
});
