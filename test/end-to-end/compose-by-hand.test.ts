import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { useOwnCluster, useSharedCluster } from "./support/cluster.ts";
import { docker, healthOf, inspect } from "./support/docker.ts";
import { type Ended, run } from "./support/program.ts";
import { awkwardFolder, copyOfProject, imagesOf, linkDependencies, writeSettings } from "./support/project-copy.ts";

const longRunning = ["temporal-postgres", "temporal-elasticsearch", "temporal-server", "temporal-web"] as const;
const schemaRuns = 3;

describe("docker compose up -d --wait by hand", async () => {
  const shared = useSharedCluster();
  const cluster = await useOwnCluster("hand");
  let folder: string;
  let up: Ended;

  beforeAll(async () => {
    folder = awkwardFolder("by hand");
    copyOfProject(folder, [
      "compose/compose.yml",
      "compose/schema",
      "compose/server",
      "temporal-config",
      "temporal.env",
    ]);
    writeSettings(join(folder, "temporal.env"), {
      TEMPORAL_INSTANCE: cluster.instance,
      POSTGRES_PORT: String(cluster.port("temporal-postgres")),
      ELASTICSEARCH_PORT: String(cluster.port("temporal-elasticsearch")),
      TEMPORAL_SERVER_PORT: String(cluster.port("temporal-server")),
      TEMPORAL_WEB_PORT: String(cluster.port("temporal-web")),
      ...imagesOf((await shared.status()).report),
    });
    const files = ["--env-file", "temporal.env", "-f", join("compose", "compose.yml")];
    up = await run("docker", ["compose", ...files, "up", "-d", "--wait"], { cwd: folder });
  });

  it("ends with exit code 0 and every service healthy", async () => {
    expect(up, up.stderr).toMatchObject({ exitCode: 0 });
    const health = await Promise.all(longRunning.map((service) => healthOf(cluster.named(service))));
    expect(health).toEqual(longRunning.map(() => "healthy"));
  });

  it("sets up the schema so that a second run changes nothing and takes less than a second", async () => {
    const schema = cluster.named("temporal-schema");
    const runs: { milliseconds: number; exitCode: number; said: string }[] = [];
    for (let count = 0; count < schemaRuns; count += 1) {
      const said = await docker("start", "--attach", schema);
      const { StartedAt, FinishedAt, ExitCode } = (await inspect(schema)).State;
      runs.push({ milliseconds: Date.parse(FinishedAt) - Date.parse(StartedAt), exitCode: ExitCode, said });
    }
    expect(runs.map(({ exitCode }) => exitCode)).toEqual(runs.map(() => 0));
    for (const { said } of runs) expect(said).not.toMatch(/created|stored|updated|turned off/);
    // Other tests of the machine may slow one of them down.
    expect(Math.min(...runs.map(({ milliseconds }) => milliseconds))).toBeLessThan(1_000);
  });

  it("makes a cluster that temporal-start finds healthy but for the namespace, and completes", async () => {
    copyOfProject(folder, ["bin", "dist", "package.json"]);
    linkDependencies(folder);
    const program = (...args: string[]): Promise<Ended> =>
      run(process.execPath, [join(folder, "bin", "temporal-start.js"), ...args], { cwd: folder });
    const ids = async (): Promise<string[]> =>
      Promise.all(longRunning.map(async (service) => (await inspect(cluster.named(service))).Id));
    const before = await ids();

    const started = await program("start");
    expect(started, started.stderr).toMatchObject({ exitCode: 0 });
    expect((await program("status")).exitCode).toBe(0);
    expect(await ids()).toEqual(before);
  });
});
