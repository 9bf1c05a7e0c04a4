import { afterAll, afterEach, describe, expect, it } from "vitest";
import { rowOf, startOrExplain, unwell, useSharedCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import type { PublishedService } from "./support/free-instance.ts";
import { run } from "./support/program.ts";

describe("status says what is wrong, with exit code 4, about", () => {
  const cluster = useSharedCluster();
  const elasticsearch = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`http://127.0.0.1:${String(cluster.port("temporal-elasticsearch"))}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  afterAll(() => elasticsearch("DELETE", "/nowhere_to_be"));

  it("a database that is not there", async () => {
    const { exitCode, report } = await cluster.status("--set", "POSTGRES_DB=nowhere");
    expect({ exitCode, unwell: unwell(report) }).toEqual({ exitCode: 4, unwell: ["temporal-postgres"] });
    expect(rowOf(report, "temporal-postgres")).toMatchObject({
      reason: 'Database "nowhere" does not exist.',
      probe: { fault: "missing-database" },
    });
  });

  it("ports on which nothing listens", async () => {
    const published: readonly PublishedService[] = [
      "temporal-postgres",
      "temporal-elasticsearch",
      "temporal-server",
      "temporal-web",
    ];
    const network = cluster.named("temporal-network");
    // A container that leaves its network goes on running, and the engine closes its ports.
    for (const name of published) await docker("network", "disconnect", network, cluster.named(name));
    const { exitCode, report } = await cluster.status();
    for (const name of published) await docker("network", "connect", "--alias", name, network, cluster.named(name));
    // The server listens on the address it had; a restart gives it the new one.
    const repaired = await cluster.run("restart");
    expect({ exitCode, unwell: unwell(report) }).toEqual({ exitCode: 4, unwell: published });
    for (const service of published) {
      expect(rowOf(report, service)).toMatchObject({
        reason: `Nothing listens on 127.0.0.1:${String(cluster.port(service))}.`,
        probe: { fault: "refused" },
      });
    }
    expect(repaired.exitCode, repaired.stderr).toBe(0);
  });

  it("Elasticsearch that is red", async () => {
    const created = await elasticsearch("PUT", "/nowhere_to_be?wait_for_active_shards=0", {
      settings: { "index.number_of_replicas": 0, "index.routing.allocation.require._name": "no-such-node" },
    });
    expect(created.status).toBe(200);
    const red = await cluster.status();
    expect({ exitCode: red.exitCode, unwell: unwell(red.report) }).toEqual({
      exitCode: 4,
      unwell: ["temporal-elasticsearch"],
    });
    expect(rowOf(red.report, "temporal-elasticsearch")).toMatchObject({
      reason: expect.stringContaining("red") as string,
      probe: { fault: "red" },
    });

    await elasticsearch("DELETE", "/nowhere_to_be");
    expect((await cluster.status()).exitCode).toBe(0);
  });

  it("a password that the database does not know", async () => {
    const other = ["--set", "POSTGRES_PASSWORD=another"];
    const refused = await cluster.run("start", ...other);
    expect(refused).toMatchObject({ exitCode: 6 });
    expect(refused.stderr).toContain('Schema: PostgreSQL refuses the password of role "temporal".');
    expect((await cluster.status()).exitCode).toBe(0);

    // A database that is stopped cannot be asked before.
    await cluster.run("stop");
    const started = await cluster.run("start", ...other);
    const { exitCode, report } = await cluster.status(...other);
    const repaired = await startOrExplain(cluster);
    expect(started.exitCode).toBe(1);
    // Whichever of the two meets it first.
    expect(started.stderr).toMatch(
      /PostgreSQL refuses the password of role "temporal"|temporal-schema ended with exit/,
    );
    expect(started.stderr).toContain("POSTGRES_PASSWORD");
    expect(started.stderr).not.toContain("another");
    expect(exitCode).toBe(4);
    expect(rowOf(report, "temporal-postgres")).toMatchObject({
      reason: expect.stringContaining("refuses the password") as string,
      probe: { fault: "wrong-password" },
    });
    expect(repaired.exitCode).toBe(0);
  });
});

describe("A schema set-up that fails", () => {
  const cluster = useSharedCluster();
  const setReadOnly = (value: true | null): Promise<Response> =>
    fetch(`http://127.0.0.1:${String(cluster.port("temporal-elasticsearch"))}/_cluster/settings`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ persistent: { "cluster.blocks.read_only": value } }),
    });

  const setOnIndex = (block: string, value: true | null): Promise<Response> =>
    fetch(`http://127.0.0.1:${String(cluster.port("temporal-elasticsearch"))}/temporal_visibility_v1_dev/_settings`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ [block]: value }),
    });

  afterEach(() => setReadOnly(null));

  it("ends the start with its lines", async () => {
    await docker("rm", "--force", cluster.named("temporal-server"));
    expect((await setReadOnly(true)).status).toBe(200);

    const { exitCode, stderr } = await cluster.run("start");

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/temporal-schema ended with exit code 1/);
    expect(stderr).toContain(`Last lines of ${cluster.named("temporal-schema")}:`);
    expect(stderr).toMatch(/read.?only/);
    await setReadOnly(null);
    await startOrExplain(cluster);
  });

  it.each(["cluster.blocks.read_only", "index.blocks.write", "index.blocks.read_only_allow_delete"])(
    "is told by status, doctor and a start of what runs while %s keeps records out",
    async (block) => {
      const setBlock = (value: true | null): Promise<unknown> =>
        block.startsWith("cluster") ? setReadOnly(value) : setOnIndex(block, value);
      await setBlock(true);
      const { exitCode, report } = await cluster.status();
      // Elasticsearch looks at its disk every half minute, and lifts the block of a full one by itself.
      await setBlock(true);
      const doctor = await cluster.run("doctor");
      await setBlock(true);
      const start = await cluster.run("start");
      await setBlock(null);
      expect({ exitCode, verdict: report.verdict, ids: report.notices.map(({ id }) => id) }).toEqual({
        exitCode: 4,
        verdict: "degraded",
        ids: ["INDEX_READ_ONLY"],
      });
      for (const { stdout, stderr } of [doctor, start]) expect(stdout + stderr).toContain(`${block} is set`);
      expect((await cluster.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
    },
  );

  it("is not left out by a start of a stopped cluster whose index takes no records", async () => {
    expect((await setReadOnly(true)).status).toBe(200);
    expect((await cluster.run("stop")).exitCode).toBe(0);
    const { exitCode, stderr } = await cluster.run("start");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/read.?only/);
    await setReadOnly(null);
    await startOrExplain(cluster);
  });
});

describe("A password", () => {
  const cluster = useSharedCluster();
  const setPassword = async (password: string): Promise<void> => {
    const sql = `ALTER ROLE temporal PASSWORD '${password.replaceAll("'", "''")}'`;
    await docker("exec", cluster.named("temporal-postgres"), "psql", "-q", "-U", "temporal", "-c", sql);
  };

  afterEach(() => setPassword("temporal"));

  it.each(["it's", "$HOME", "a#b", "100%", "a&b;c|d", "é€😀", "$(id)`id`"])(
    "like %s logs in unchanged",
    async (password) => {
      await setPassword(password);
      const { report } = await cluster.status("--set", `POSTGRES_PASSWORD=${password}`);
      expect(rowOf(report, "temporal-postgres")).toMatchObject({ verdict: "healthy" });
    },
  );

  it("stays out of the process list while the program runs", async () => {
    await setPassword("seen-by-nobody");
    const starting = cluster.launch(["start", "--dry-run"], { env: { POSTGRES_PASSWORD: "seen-by-nobody" } });
    const seen: string[] = [];
    const watch = setInterval(() => void run("ps", ["-eo", "args"]).then(({ stdout }) => seen.push(stdout)), 50);
    await starting.ended;
    clearInterval(watch);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.join("\n")).not.toContain("seen-by-nobody");
  });
});
