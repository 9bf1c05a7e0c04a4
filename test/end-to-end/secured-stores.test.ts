import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificateFiles } from "../../src/host/certificate-files.ts";
import { createAuthority, issueLeaf } from "../../src/pki/authority.ts";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker, inspect } from "./support/docker.ts";
import { certificatesOf } from "./support/secured-client.ts";

describe("The stores of a secured cluster", async () => {
  const own = await useOwnCluster("stores");
  let cluster: Cluster;
  /** What answers at a port, asked from a container in a network, or in that of another container. */
  const askFrom = async (network: string, host: string, port: number): Promise<string> => {
    const { Config } = await inspect(cluster.named("temporal-postgres"));
    const open = `timeout 2 bash -c 'exec 3<>/dev/tcp/${host}/${String(port)}' 2>&1 && echo open`;
    const asked = ["run", "--rm", "--network", network, "--entrypoint", "sh", Config.Image, "-c", open];
    return docker(...asked).then(
      (text) => (text.includes("open") ? "open" : text),
      () => "closed",
    );
  };
  const addressOf = async (service: string): Promise<string> => {
    const { NetworkSettings } = await inspect(cluster.named(service));
    const [network] = Object.values(NetworkSettings.Networks) as readonly { readonly IPAddress: string }[];
    return network?.IPAddress ?? "";
  };
  const passwordOf = (): string =>
    readFileSync(join(certificatesOf(cluster), "mounted", "database", "password"), "utf8");
  const logIn = (password: string, mode = "prefer"): Promise<string> =>
    docker(
      ...["run", "--rm", "--network", cluster.named("temporal-store-network")],
      ...["--env", `PGPASSWORD=${password}`, "--env", `PGSSLMODE=${mode}`, "--env", "PGSSLROOTCERT=/authority/ca.pem"],
      ...["--volume", `${join(certificatesOf(cluster), "mounted", "database")}:/authority:ro`],
      ...["--entrypoint", "psql", "temporal-start/postgres:15"],
      ...["-h", "temporal-postgres", "-U", "temporal", "-d", "temporal", "-Atc", "SELECT 1"],
    ).catch(String);

  beforeAll(async () => {
    cluster = clusterOf(own.instance, { env: { TEMPORAL_SECURITY: "tls", POSTGRES_WAL_ARCHIVE: "true" } });
    await startOrExplain(cluster);
  });

  afterAll(() => cluster.remove());

  it("publish no port, and are well", async () => {
    const { report } = await cluster.status();
    expect(report.verdict).toBe("healthy");
    for (const service of ["temporal-postgres", "temporal-elasticsearch"]) {
      expect(await docker("port", cluster.named(service))).toBe("");
      expect(Object.keys((await inspect(cluster.named(service))).NetworkSettings.Networks)).toEqual([
        cluster.named("temporal-store-network"),
      ]);
    }
  });

  it.each([
    ["temporal-postgres", 5432],
    ["temporal-elasticsearch", 9200],
  ])("let nobody in but what stores and server share: %s", async (service, port) => {
    const address = await addressOf(service);
    // Else a closed port would be no news.
    expect(await askFrom(cluster.named("temporal-store-network"), service, port)).toBe("open");
    expect(await askFrom(`container:${cluster.named("temporal-server")}`, address, port)).toBe("open");
    const others = ["temporal-gateway", "temporal-web", "temporal-cli"];
    const networks = [
      ...others.map((name) => `container:${cluster.named(name)}`),
      cluster.named("temporal-network"),
      "bridge",
    ];
    const attempts = networks.flatMap((network) => [address, service].map((host) => [network, host] as const));
    const found = await Promise.all(
      attempts.map(async ([network, host]) => [network, host, await askFrom(network, host, port)]),
    );
    expect(found).toEqual(attempts.map((attempt) => [...attempt, "closed"]));
  });

  it("reach nothing outside of their network", async () => {
    const gateway = await addressOf("temporal-gateway");
    expect(await askFrom(cluster.named("temporal-network"), gateway, 7233)).toBe("open");
    for (const service of ["temporal-postgres", "temporal-elasticsearch"])
      expect(await askFrom(`container:${cluster.named(service)}`, gateway, 7233)).toBe("closed");
  });

  it("of PostgreSQL ask for a password that nobody knows by heart, from inside their network too", async () => {
    expect(await logIn("temporal")).toContain("password authentication failed");
    expect(await logIn("")).toMatch(/no password supplied|password authentication failed/);
  });

  it("of PostgreSQL speak TLS with everybody, as the one of the cluster, and let nobody in without", async () => {
    expect(await logIn(passwordOf(), "verify-full")).toBe("1");
    expect(await logIn(passwordOf(), "disable")).toMatch(/no pg_hba.conf entry .* no encryption/);
    const sessions =
      "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE client_addr <> '127.0.0.1'";
    const asked = [
      "exec",
      cluster.named("temporal-postgres"),
      "psql",
      "-U",
      "temporal",
      "-d",
      "temporal",
      "-Atc",
      sessions,
    ];
    expect(await docker(...asked)).toBe("t");
    // Nor does who looks at it take another one for it.
    const authority = join(certificatesOf(cluster), "mounted", "gateway");
    const other = [
      "run",
      "--rm",
      "--network",
      cluster.named("temporal-store-network"),
      "--volume",
      `${authority}:/other:ro`,
    ];
    const withOther = [
      ...[
        "--env",
        `PGPASSWORD=${passwordOf()}`,
        "--env",
        "PGSSLMODE=verify-full",
        "--env",
        "PGSSLROOTCERT=/other/clients-ca.pem",
      ],
      ...[
        "--entrypoint",
        "psql",
        "temporal-start/postgres:15",
        "-h",
        "temporal-postgres",
        "-U",
        "temporal",
        "-Atc",
        "SELECT 1",
      ],
    ];
    await expect(docker(...other, ...withOther)).rejects.toThrow(/certificate verify failed/);
  });

  it("of PostgreSQL show another certificate soon after it was replaced, and go on", async () => {
    const shown = async (): Promise<string> => {
      const ask =
        "openssl s_client -connect temporal-postgres:5432 -starttls postgres </dev/null 2>/dev/null | openssl x509 -noout -serial";
      return docker("exec", cluster.named("temporal-postgres"), "sh", "-c", ask);
    };
    const [before, { State }] = [await shown(), await inspect(cluster.named("temporal-postgres"))];
    expect(before).toMatch(/^serial=[0-9A-F]{10,}$/);
    expect((await cluster.run("certs", "renew")).exitCode).toBe(0);
    await expect.poll(shown, { timeout: 20_000, interval: 500 }).not.toBe(before);
    expect((await inspect(cluster.named("temporal-postgres"))).State.StartedAt).toBe(State.StartedAt);
    expect((await cluster.status()).report.verdict).toBe("healthy");
  });

  it("of PostgreSQL are not taken for the cluster's where somebody else shows a certificate in their place", async () => {
    const nowMs = Date.now();
    const names = ["temporal-postgres"];
    const { certificate, key } = await issueLeaf(
      await createAuthority("somebody else", nowMs),
      { commonName: "temporal-postgres", usages: ["server"], names, days: 1 },
      nowMs,
    );
    const files = certificateFiles(certificatesOf(cluster));
    files.write("mounted/postgres/server.pem", `${certificate}${key}`, "container");
    const probeOf = async () =>
      (await cluster.status()).report.services.find(({ service }) => service === "temporal-postgres")?.probe;
    await expect
      .poll(async () => JSON.stringify(await probeOf()), { timeout: 20_000, interval: 500 })
      .toMatch(/certificate/);
    await docker("restart", "--time", "1", cluster.named("temporal-server"));
    await expect
      .poll(async () => (await cluster.run("logs", "temporal-server", "--tail", "all")).stdout, { timeout: 20_000 })
      .toMatch(/x509: certificate signed by unknown authority/);
    expect((await cluster.run("certs", "renew")).exitCode).toBe(0);
    await expect
      .poll(async () => (await cluster.status()).report.verdict, { timeout: 60_000, interval: 1_000 })
      .toBe("healthy");
  });

  it("are asked without a trace that PostgreSQL would take for a crash", async () => {
    for (let time = 0; time < 5; time += 1) expect((await cluster.status()).report.verdict).toBe("healthy");
    const { stdout, stderr } = await cluster.run("logs", "temporal-postgres", "--tail", "all");
    expect(`${stdout}${stderr}`).not.toMatch(/was terminated by signal|in recovery mode|untracked child/);
    await expect
      .poll(() => docker("top", cluster.named("temporal-elasticsearch"), "-o", "pid,args"), { timeout: 10_000 })
      .not.toMatch(/\bcat\b/);
  });
});
