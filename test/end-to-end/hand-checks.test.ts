import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useSharedCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { output, projectFolder, run } from "./support/program.ts";

describe("The health checks that people type", () => {
  const cluster = useSharedCluster();

  it("find PostgreSQL accepting connections: docker exec temporal-postgres pg_isready -U temporal", async () => {
    const said = await docker("exec", cluster.named("temporal-postgres"), "pg_isready", "-U", "temporal");
    expect(said).toContain("accepting connections");
  });

  it("find Elasticsearch well: GET http://localhost:9200/_cluster/health", async () => {
    const port = String(cluster.port("temporal-elasticsearch"));
    const response = await fetch(`http://localhost:${port}/_cluster/health`);
    expect(response.status).toBe(200);
    expect((await response.json()) as { status: string }).toMatchObject({
      status: expect.stringMatching(/^(?:green|yellow)$/) as string,
    });
  });

  it("list workflows: docker exec temporal-cli temporal workflow list", async () => {
    const listed = await run("docker", ["exec", cluster.named("temporal-cli"), "temporal", "workflow", "list"]);
    expect(listed).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("get the page of the Web UI: GET http://localhost:8088", async () => {
    const response = await fetch(`http://localhost:${String(cluster.port("temporal-web"))}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/<html/i);
  });
});

interface ComposeConfig {
  readonly services: Readonly<
    Record<string, { container_name: string; ports?: { host_ip: string; published: string; target: number }[] }>
  >;
  readonly networks: Readonly<Record<string, { name: string; driver?: string }>>;
  readonly volumes: Readonly<Record<string, { name: string }>>;
}

describe("The default instance", () => {
  const read = async (): Promise<ComposeConfig> => {
    const files = ["--env-file", "temporal.env", "-f", join("compose", "compose.yml")];
    const text = await output("docker", ["compose", ...files, "config", "--format", "json"], { cwd: projectFolder });
    return JSON.parse(text) as ComposeConfig;
  };

  it("has the names and ports that its users rely on", async () => {
    const { services, networks, volumes } = await read();
    const ports = Object.entries(services).flatMap(([, { container_name, ports: published = [] }]) =>
      published.map(({ host_ip, published: host, target }) => `${container_name} ${host_ip}:${host}→${String(target)}`),
    );
    expect(ports.sort()).toEqual([
      "temporal-elasticsearch 127.0.0.1:9200→9200",
      "temporal-postgres 127.0.0.1:5433→5432",
      "temporal-server 127.0.0.1:7233→7233",
      "temporal-web 127.0.0.1:8088→8080",
    ]);
    expect(services["temporal-cli"]?.container_name).toBe("temporal-cli");
    expect(Object.values(networks)).toMatchObject([{ name: "temporal-network", driver: "bridge" }]);
    expect(
      Object.values(volumes)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["temporal-elasticsearch-data", "temporal-postgres-data"]);
  });
});
