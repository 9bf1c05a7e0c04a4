import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker, inspect } from "./support/docker.ts";

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
  const logIn = (password: string): Promise<string> =>
    docker(
      ...["run", "--rm", "--network", cluster.named("temporal-store-network"), "--env", `PGPASSWORD=${password}`],
      ...["--entrypoint", "psql", "temporal-start/postgres:15"],
      ...["-h", "temporal-postgres", "-U", "temporal", "-d", "temporal", "-Atc", "SELECT 1"],
    ).catch(String);

  beforeAll(async () => {
    cluster = clusterOf(own.instance, { env: { TEMPORAL_SECURITY: "tls" } });
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

  it("are asked without a trace that PostgreSQL would take for a crash", async () => {
    for (let time = 0; time < 5; time += 1) expect((await cluster.status()).report.verdict).toBe("healthy");
    const { stdout, stderr } = await cluster.run("logs", "temporal-postgres", "--tail", "all");
    expect(`${stdout}${stderr}`).not.toMatch(/was terminated by signal|in recovery mode|untracked child/);
    await expect
      .poll(() => docker("top", cluster.named("temporal-elasticsearch"), "-o", "pid,args"), { timeout: 10_000 })
      .not.toMatch(/\bcat\b/);
  });
});
