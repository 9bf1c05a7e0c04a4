// cspell:ignore adminservice historyservice SECLEVEL nosniff
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { callGrpc, type GrpcAnswer } from "./support/grpc-call.ts";
import { handshakeAt, type TlsVersion } from "./support/handshake.ts";
import { instanceFolder } from "./support/instance-folder.ts";
import { type PageAnswer, type PageRequest, requestPage } from "./support/request-page.ts";

const adminService = "/temporal.server.api.adminservice.v1.AdminService";
const unimplemented = "12";

describe("The gateway of a secured cluster", async () => {
  const own = await useOwnCluster("gateway");
  let cluster: Cluster;
  let folder: string;
  const read = (path: string): Buffer => readFileSync(join(folder, path));
  const shown = () => ({
    ca: read("authority/cluster.pem"),
    cert: read("host/client.pem"),
    key: read("host/client.pem"),
  });
  const grpc = (path: string, headers?: Readonly<Record<string, string>>): Promise<GrpcAnswer> =>
    callGrpc(`127.0.0.1:${String(cluster.port("temporal-server"))}`, path, shown(), headers);
  const refusals = async (): Promise<string> => {
    const { stdout, stderr } = await cluster.run("logs", "temporal-gateway", "--tail", "all");
    return `${stdout}${stderr}`;
  };
  const page = (asked: PageRequest): Promise<PageAnswer> =>
    requestPage(cluster.port("temporal-web"), read("authority/cluster.pem"), asked);
  /** Of the server: when it was started, and how often the engine has started it again. */
  const lifeOf = (): Promise<string> =>
    docker("inspect", "--format", "{{.State.StartedAt}} {{.RestartCount}}", cluster.named("temporal-server"));

  beforeAll(async () => {
    cluster = clusterOf(own.instance, {
      env: {
        TEMPORAL_SECURITY: "tls",
        TEMPORAL_HOST_NAMES: `temporal.example.org,localhost,${"a".repeat(60)}.example.org`,
      },
    });
    folder = join(instanceFolder(cluster), "certificates");
    await startOrExplain(cluster);
  });

  afterAll(() => cluster.remove());

  it("serves what clients ask, and nothing that is for the server's own parts and its administrators", async () => {
    const before = await lifeOf();
    expect((await grpc("/temporal.api.workflowservice.v1.WorkflowService/GetSystemInfo"))["grpc-status"]).toBe("0");
    expect((await grpc("/grpc.health.v1.Health/Check"))["grpc-status"]).toBe("0");
    const numbers = Object.fromEntries(
      ["client", "server"].flatMap((side) =>
        ["cluster", "shard"].map((what) => [`temporal-${side}-${what}-id`, "1"] as const),
      ),
    );
    const attempts: readonly (readonly [string, Readonly<Record<string, string>>?])[] = [
      [`${adminService}/DescribeCluster`],
      [`${adminService}/StreamWorkflowReplicationMessages`, numbers],
      ["/temporal.server.api.historyservice.v1.HistoryService/DescribeHistoryHost"],
      ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"],
      ["/temporal.api.workflowservice.v1.WorkflowService/../AdminService"],
      ["/"],
    ];
    for (const [path, headers] of attempts)
      expect((await grpc(path, headers))["grpc-status"], path).toBe(unimplemented);
    expect(await lifeOf()).toBe(before);
    expect(await refusals()).toContain(`${adminService}/DescribeCluster`);
  });

  it("is the only way in: who shows an application's certificate is refused by the server itself, at each of its ports", async () => {
    await cluster.json("certs", "issue", "shop");
    const network = cluster.named("temporal-network");
    const image = await docker("inspect", "--format", "{{.Config.Image}}", cluster.named("temporal-cli"));
    const ask = (host: string, port: number): Promise<string> =>
      docker(
        ...["run", "--rm", "--network", network, "--user", "0", "--entrypoint", "sh"],
        ...["--volume", `${join(folder, "issued/shop")}:/shown:ro`, image, "-c"],
        // No compression, no bytes: an empty message.
        `printf '\\000\\000\\000\\000\\000' | curl -sS --max-time 5 --cacert /shown/ca.pem --cert /shown/client.pem \
          -H 'content-type: application/grpc' -H 'te: trailers' --data-binary @- -o /dev/null -w 'answered %{http_code}' \
          --connect-to temporal-server:${String(port)}:${host}:${String(port)} \
          https://temporal-server:${String(port)}/grpc.health.v1.Health/Check`,
      ).catch(String);
    expect(await ask("temporal", 7233)).toContain("answered 200");
    for (const port of [7233, 7234, 7235, 7239])
      expect(await ask("temporal-server", port)).not.toContain("answered 200");
    const published = await docker("port", cluster.named("temporal-server"));
    expect(published).toBe("");
  });

  it("speaks TLS 1.2 and 1.3 alone", async () => {
    const handshake = (version: TlsVersion): Promise<string> =>
      handshakeAt(cluster.port("temporal-server"), { ...shown(), maxVersion: version });
    expect(await handshake("TLSv1.3")).toBe("TLSv1.3");
    expect(await handshake("TLSv1.2")).toBe("TLSv1.2");
    expect(await handshake("TLSv1.1")).toMatch(/PROTOCOL_VERSION/);
  });

  it("serves the page in TLS by its own names, and lets no page of somebody else write", async () => {
    const port = String(cluster.port("temporal-web"));
    const found = await page({});
    expect(found.status).toBe(200);
    expect(found.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(found.headers["x-content-type-options"]).toBe("nosniff");
    // A browser would refuse plain HTTP to all that runs on this machine.
    expect((await page({ host: `localhost:${port}`, servername: "localhost" })).headers).not.toHaveProperty(
      "strict-transport-security",
    );
    const named = await page({ host: `temporal.example.org:${port}`, servername: "temporal.example.org" });
    expect(named).toMatchObject({ status: 200, headers: { "strict-transport-security": "max-age=31536000" } });
    expect((await page({ host: "evil.example.org", servername: "localhost" })).status).toBe(421);
    const terminate = { method: "POST", path: "/api/v1/namespaces/default/workflows/none/terminate" };
    expect((await page({ ...terminate, origin: "https://evil.example.org" })).status).toBe(403);
    expect((await page({ ...terminate, origin: "null" })).status).toBe(403);
    expect((await page(terminate)).status).toBe(403);
    // Its own page gets as far as the check of the token that it was given.
    expect((await page({ ...terminate, origin: `https://127.0.0.1:${port}` })).status).not.toBe(403);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(400);
    expect(await refusals()).toContain("https://evil.example.org");
  });

  it("finds a server and a page that were made anew", async () => {
    const names = ["temporal-server", "temporal-web"].map((name) => cluster.named(name));
    await docker("rm", "--force", ...names);
    // Who takes an address that has become free leads others to another one.
    const image = await docker("inspect", "--format", "{{.Config.Image}}", cluster.named("temporal-cli"));
    const holders = ["a", "b"].map((end) => `${cluster.named("temporal-holder")}-${end}`);
    for (const name of holders)
      await docker(
        "run",
        "--detach",
        "--rm",
        "--name",
        name,
        "--network",
        cluster.named("temporal-network"),
        "--entrypoint",
        "sleep",
        image,
        "600",
      );
    try {
      await startOrExplain(cluster);
      expect((await cluster.status()).report.verdict).toBe("healthy");
      expect((await page({})).status).toBe(200);
    } finally {
      await docker("rm", "--force", ...holders);
    }
  });

  it("is blamed where it is the gateway that is away", async () => {
    await docker("pause", cluster.named("temporal-gateway"));
    try {
      const startedMs = performance.now();
      const { report } = await cluster.status();
      expect(performance.now() - startedMs).toBeLessThan(20_000);
      const verdicts = Object.fromEntries(report.services.map(({ service, verdict }) => [service, verdict]));
      expect(verdicts).toMatchObject({ "temporal-gateway": "paused", "temporal-elasticsearch": "healthy" });
      const refused = await cluster.run("namespace", "list");
      expect(refused.stderr).toContain("does not answer");
    } finally {
      await docker("unpause", cluster.named("temporal-gateway"));
    }
    expect((await cluster.status()).report.verdict).toBe("healthy");
  });

  it("has a password for PostgreSQL that nobody knows by heart, and no output tells", async () => {
    const state = instanceFolder(cluster);
    const { POSTGRES_PASSWORD: password = "" } = JSON.parse(readFileSync(join(state, "kept.json"), "utf8")) as Record<
      string,
      string
    >;
    expect(password).toMatch(/^[\w-]{20}$/);
    expect(statSync(join(state, "kept.json")).mode & 0o777).toBe(0o600);
    const signIn = (given: string): Promise<string> =>
      docker(
        ...["exec", "--env", `PGPASSWORD=${given}`, cluster.named("temporal-postgres")],
        ...["psql", "-h", "temporal-postgres", "-U", "temporal", "-Atc", "SELECT 1"],
      ).catch(String);
    expect(await signIn(password)).toBe("1");
    expect(await signIn("temporal")).toContain("password authentication failed");
    for (const words of [
      ["config", "show"],
      ["status", "--json"],
      ["logs", "--tail", "all"],
      ["doctor"],
      ["start", "--dry-run"],
    ]) {
      const { stdout, stderr } = await cluster.run(...words);
      expect(`${stdout}${stderr}`, words.join(" ")).not.toContain(password);
    }
  });
});
