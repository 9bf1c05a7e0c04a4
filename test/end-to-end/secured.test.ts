import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthority, issueLeaf } from "../../src/pki/authority.ts";
import { readPair } from "../../src/pki/pair.ts";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { instanceFolder } from "./support/instance-folder.ts";

const dayMs = 86_400_000;
const patience = { timeout: 20_000, interval: 250 };

describe("A cluster with TLS", async () => {
  const own = await useOwnCluster("tls");
  let cluster: Cluster;
  let folder: string;
  const read = (path: string): Buffer => readFileSync(join(folder, path));

  /** Whether a workflow can be started with what is shown. */
  const attempt = async (tls: object | undefined): Promise<string> => {
    try {
      const address = `127.0.0.1:${String(cluster.port("temporal-server"))}`;
      // Of its own: one that was refused waits longer and longer before it tries again, for all who go to the same address.
      const channelArgs = { "grpc.use_local_subchannel_pool": 1 };
      const connection = await Connection.connect({ address, connectTimeout: 3_000, channelArgs, ...(tls && { tls }) });
      const client = new Client({ connection });
      const { workflowId } = await client.workflow.start("greet", { taskQueue: "nobody", workflowId: "with-tls" });
      await client.workflow.getHandle(workflowId).terminate();
      await connection.close();
      return "accepted";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  /** A connection on which nothing is asked. */
  const shaken = async (pem: Buffer): Promise<TLSSocket> => {
    const [port, ca] = [cluster.port("temporal-server"), read("authority/cluster.pem")];
    const socket = connectTls({ host: "127.0.0.1", port, servername: "temporal-server", ca, cert: pem, key: pem });
    await once(socket, "secureConnect");
    return socket;
  };
  /** Of the certificate that the server shows. */
  const fingerprint = async (): Promise<string> => {
    const socket = await shaken(read("host/client.pem"));
    const { fingerprint256 } = socket.getPeerCertificate();
    socket.destroy();
    return fingerprint256;
  };
  const showing = (pem: string | Buffer, more: object = {}) => ({
    serverNameOverride: "temporal-server",
    serverRootCACertificate: read("authority/cluster.pem"),
    clientCertPair: { crt: Buffer.from(pem), key: Buffer.from(pem) },
    ...more,
  });

  beforeAll(async () => {
    cluster = clusterOf(own.instance, { env: { TEMPORAL_SECURITY: "tls" } });
    folder = join(instanceFolder(cluster), "certificates");
    await startOrExplain(cluster);
  });

  afterAll(() => cluster.remove());

  it("is healthy, also to its own health checks, and all of it can be used", async () => {
    expect((await cluster.status()).report.verdict).toBe("healthy");
    await expect
      .poll(() => docker("inspect", "--format", "{{.State.Health.Status}}", cluster.named("temporal-server")), {
        timeout: 60_000,
      })
      .toBe("healthy");
    expect((await cluster.run("namespace", "shop")).exitCode).toBe(0);
    const inside = await cluster.run("cli", "operator", "namespace", "describe", "shop");
    expect(inside.stdout, inside.stderr).toContain("shop");
    const url = `https://127.0.0.1:${String(cluster.port("temporal-web"))}/api/v1/namespaces`;
    const [page] = (await once(get(url, { ca: read("authority/cluster.pem") }), "response")) as [IncomingMessage];
    expect(await text(page)).toContain("shop");
  });

  it("lets in who shows a certificate of the instance", async () => {
    expect(await attempt(showing(read("host/client.pem")))).toBe("accepted");
  });

  it("issues a certificate by which an application gets in", async () => {
    const { data } = await cluster.json<{ variables: Readonly<Record<string, string>> }>("certs", "issue", "shop");
    const { variables } = data;
    const file = (name: string): Buffer => readFileSync(variables[name] ?? "");
    const tls = {
      serverNameOverride: variables.TEMPORAL_TLS_SERVER_NAME,
      serverRootCACertificate: file("TEMPORAL_TLS_SERVER_CA_CERT_PATH"),
      clientCertPair: { crt: file("TEMPORAL_TLS_CLIENT_CERT_PATH"), key: file("TEMPORAL_TLS_CLIENT_KEY_PATH") },
    };
    expect(await attempt(tls)).toBe("accepted");
    expect((await cluster.run("certs", "list")).stdout).toMatch(/^shop +client /m);
  });

  it("lets nobody else in, and no client takes another server for it", async () => {
    const nowMs = Date.now();
    const stranger = await createAuthority("somebody else", nowMs);
    const pemOf = async (...given: Parameters<typeof issueLeaf>): Promise<string> => {
      const { certificate, key } = await issueLeaf(...given);
      return `${certificate}${key}`;
    };
    const request = { commonName: "intruder", usages: ["client"], names: [], days: 1 } as const;
    const clients = readPair(read("authority/clients.pem").toString());
    if (clients === undefined) throw new Error("The authority for clients is no pair.");
    const good = read("host/client.pem");
    const attempts = {
      "plain text": undefined,
      "no certificate": {
        serverNameOverride: "temporal-server",
        serverRootCACertificate: read("authority/cluster.pem"),
      },
      "of another authority": showing(await pemOf(stranger, request, nowMs)),
      expired: showing(await pemOf(clients, request, nowMs - 2 * dayMs)),
      "made for a server": showing(await pemOf(clients, { ...request, usages: ["server"] }, nowMs)),
      "believes another authority": showing(good, { serverRootCACertificate: Buffer.from(stranger.certificate) }),
      "expects another name": showing(good, { serverNameOverride: "other.example.org" }),
    };
    for (const [who, tls] of Object.entries(attempts)) expect(await attempt(tls), who).not.toBe("accepted");
    const { stdout: told } = await cluster.run("logs", "temporal-gateway", "--tail", "all");
    const words = ["NONE", "unable to verify", "certificate has expired", "unsuitable certificate purpose"];
    for (const why of ['"status":"400","method":"",', ...words]) expect(told).toContain(why);
    expect(await attempt(showing(good))).toBe("accepted");
  });

  it("lets nobody in by a certificate that was taken back, nor leaves him in, and others go on", async () => {
    await cluster.json("certs", "issue", "leaver");
    const pem = read("issued/leaver/client.pem");
    await expect.poll(() => attempt(showing(pem)), patience).toBe("accepted");
    const socket = await shaken(pem);
    expect((await cluster.run("certs", "revoke", "leaver")).exitCode).toBe(0);
    const takenMs = performance.now();
    await once(socket, "close");
    await expect.poll(() => attempt(showing(pem)), patience).not.toBe("accepted");
    expect(performance.now() - takenMs).toBeLessThan(10_000);
    expect(await attempt(showing(read("issued/shop/client.pem")))).toBe("accepted");
    expect((await cluster.run("logs", "temporal-gateway", "--tail", "all")).stdout).toContain("certificate revoked");
  });

  it("keeps keys from other users of the machine, and from containers that need none", async () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const path of ["authority/cluster.pem", "authority/clients.pem", "host/client.pem"])
      expect(statSync(join(folder, path)).mode & 0o777, path).toBe(0o600);
    const seen = await docker("exec", cluster.named("temporal-web"), "ls", "/certificates");
    expect(seen.split("\n").toSorted()).toEqual(["ca.pem", "client.pem"]);
    const environment = await docker("inspect", cluster.named("temporal-server"));
    expect(environment).not.toContain("PRIVATE KEY");
  });

  it("takes renewed certificates without a restart, and refuses nobody meanwhile", async () => {
    const container = cluster.named("temporal-server");
    const before = await docker("inspect", "--format", "{{.State.StartedAt}}", container);
    const shown = await fingerprint();
    const application = read("issued/shop/client.pem");
    // Longer than the server takes to look at its files again.
    const untilMs = performance.now() + 15_000;
    const answers: string[] = [];
    const work = (async () => {
      while (performance.now() < untilMs) answers.push(await attempt(showing(application)));
    })();
    expect((await cluster.run("certs", "renew")).exitCode).toBe(0);
    await expect.poll(fingerprint, { timeout: 30_000, interval: 500 }).not.toBe(shown);
    await work;
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter((answer) => answer !== "accepted")).toEqual([]);
    expect(await attempt(showing(read("host/client.pem")))).toBe("accepted");
    expect((await cluster.status()).report.verdict).toBe("healthy");
    expect(await docker("inspect", "--format", "{{.State.StartedAt}}", container)).toBe(before);
  });

  it("is backed up, proved and brought back as any other", async () => {
    const { data } = await cluster.json<{ path: string }>("backup", "create");
    const drill = await cluster.run("backup", "verify", data.path, "--drill");
    expect(drill.exitCode, drill.stderr).toBe(0);
    const restored = await cluster.run("restore", data.path, "--yes", "--no-backup");
    expect(restored.exitCode, restored.stderr).toBe(0);
    expect((await cluster.run("restart")).exitCode).toBe(0);
    expect((await cluster.status()).report.verdict).toBe("healthy");
  });

  it("is not opened by a line that is missing in the settings, and goes to plain text after down and back", async () => {
    expect((await own.json("start")).error?.code).toBe("SECURITY_TAKEN_OFF");
    expect((await cluster.status()).report.verdict).toBe("healthy");
    expect((await cluster.run("down")).exitCode).toBe(0);
    await startOrExplain(own);
    expect(await attempt(undefined)).toBe("accepted");
    await startOrExplain(cluster);
    expect(await attempt(undefined)).not.toBe("accepted");
    expect((await cluster.status()).report.verdict).toBe("healthy");
  });
});
