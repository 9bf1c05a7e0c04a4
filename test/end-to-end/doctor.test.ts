import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CheckResult } from "../../src/doctor/examine.ts";
import type { DoctorReport } from "../../src/doctor/report.ts";
import { type Cluster, useOwnCluster, useSharedCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";

const notStarted = await useOwnCluster("doctor");

async function examined(cluster: Cluster, ...args: readonly string[]) {
  const { exitCode, data } = await cluster.json<DoctorReport>("doctor", ...args);
  const rowsOf = (check: string): readonly CheckResult[] => data.checks.filter((row) => row.check === check);
  return { exitCode, report: data, rowsOf };
}

describe("On a running cluster, doctor", () => {
  const cluster = useSharedCluster();

  it("finds no failure, holds the ports itself, and reads both schemas", async () => {
    const { exitCode, report, rowsOf } = await examined(cluster);
    expect({ exitCode, failures: report.checks.filter(({ state }) => state === "failure") }).toEqual({
      exitCode: 0,
      failures: [],
    });
    expect(rowsOf("ports").map(({ seen }) => seen)).toEqual(Array(4).fill("held by this cluster"));
    expect(rowsOf("schema").map(({ subject, seen }) => `${String(subject)} ${seen}`)).toEqual([
      "temporal is at version 1.10",
      "temporal_visibility is at version 1.3",
    ]);
    expect(rowsOf("data-volumes").map(({ state, seen }) => `${state} ${seen}`)).toEqual([
      `ok ${cluster.named("temporal-postgres-data")}, ${cluster.named("temporal-elasticsearch-data")}: written by versions that fit`,
    ]);
    expect(rowsOf("networks").map(({ seen }) => seen)).toEqual([
      expect.stringContaining(cluster.named("temporal-network")),
    ]);
    expect(rowsOf("vulnerabilities").map(({ subject }) => subject)).toEqual(["CVE-2024-2689", "CVE-2024-2435"]);
  });

  it("sees a schema that is half-done, and one that is newer", async () => {
    const sql = (text: string): Promise<string> =>
      docker("exec", cluster.named("temporal-postgres"), "psql", "-q", "-U", "temporal", "-c", text);
    onTestFinished(async () => {
      await sql("UPDATE schema_version SET curr_version = '1.10'");
      await sql("ALTER DATABASE temporal SET temporal_start.server = '1.22.0'");
    });
    await sql("UPDATE schema_version SET curr_version = '0.0'");
    const half = await examined(cluster);
    await sql("UPDATE schema_version SET curr_version = '1.11'");
    // As after a way back: the later schema stays, and the data is of this server.
    const back = await examined(cluster);
    await sql("ALTER DATABASE temporal RESET temporal_start.server");
    const newer = await examined(cluster);
    expect({ exitCode: half.exitCode, row: half.rowsOf("schema")[0] }).toMatchObject({
      exitCode: 6,
      row: { subject: "temporal", state: "failure", seen: expect.stringContaining("half-done") as string },
    });
    expect(back.rowsOf("schema")[0]).toMatchObject({ subject: "temporal", state: "ok" });
    expect({ exitCode: newer.exitCode, row: newer.rowsOf("schema")[0] }).toMatchObject({
      exitCode: 0,
      row: { state: "warning", seen: expect.stringContaining("1.11, newer than 1.10") as string },
    });
  });
});

describe("Before a start, doctor", () => {
  const shared = useSharedCluster();

  it("names the process that holds a port, and the next one that is free", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { exitCode, rowsOf } = await examined(notStarted, "--set", `POSTGRES_PORT=${String(port)}`);
    const [row] = rowsOf("ports");
    const pid = String(process.pid);
    expect({ exitCode, row }).toMatchObject({ exitCode: 6, row: { state: "failure" } });
    expect(row?.seen).toMatch(new RegExp(`^taken on 127\\.0\\.0\\.1 by .+ \\(PID ${pid}\\)$`));
    expect(row?.todo).toMatch(new RegExp(`^kill ${pid}, or write POSTGRES_PORT=\\d+ into temporal\\.env$`));
  });

  it("names the container that holds a port, with its project", async () => {
    const port = String(shared.port("temporal-web"));
    const { exitCode, rowsOf } = await examined(notStarted, "--set", `TEMPORAL_WEB_PORT=${port}`);
    const name = shared.named("temporal-web");
    expect({ exitCode, row: rowsOf("ports").find(({ state }) => state === "failure") }).toMatchObject({
      exitCode: 6,
      row: {
        subject: `${port} temporal-web`,
        seen: `taken on 127.0.0.1 by container ${name} of the compose project temporal-${shared.instance}`,
        todo: expect.stringMatching(new RegExp(`^docker stop ${name}, or write TEMPORAL_WEB_PORT=\\d+ into`)) as string,
      },
    });
  });
});
