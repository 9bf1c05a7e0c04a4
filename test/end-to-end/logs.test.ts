import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { useSharedCluster } from "./support/cluster.ts";
import { run } from "./support/program.ts";

const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/;

describe("logs", () => {
  const cluster = useSharedCluster();

  /** Writes a line with the marker to PostgreSQL's log. */
  const provoke = (marker: string): Promise<unknown> =>
    run("docker", ["exec", cluster.named("temporal-postgres"), "psql", "-U", "temporal", "-c", `SELECT "${marker}"`]);

  beforeAll(() => provoke("written before"));

  it.each([
    ["temporal-postgres", /database system is ready to accept connections/],
    ["temporal-elasticsearch", /started/],
    ["temporal-schema", /both stores are ready/],
    ["temporal-server", /"msg":/],
    ["temporal-web", /server/i],
  ])("show what %s wrote", async (service, characteristic) => {
    const { exitCode, stdout } = await cluster.run("logs", service);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(characteristic);
  });

  it("of the CLI container are empty, since it only waits for commands", async () => {
    expect(await cluster.run("logs", "temporal-cli")).toMatchObject({ exitCode: 0, stdout: "" });
  });

  it("are found by the container's name as well", async () => {
    const [byService, byContainer] = await Promise.all([
      cluster.run("logs", "temporal-schema"),
      cluster.run("logs", cluster.named("temporal-schema")),
    ]);
    expect(byContainer.stdout).toBe(byService.stdout);
    expect(byContainer.stdout).not.toBe("");
  });

  it("name the services there are when one is unknown", async () => {
    const { exitCode, stderr } = await cluster.run("logs", "temporal-redis");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Unknown service: temporal-redis");
    expect(stderr).toContain("temporal-postgres, temporal-elasticsearch, temporal-schema, temporal-server");
  });

  it("end with the last lines of each service with --tail", async () => {
    const { stdout } = await cluster.run("logs", "temporal-server", "temporal-elasticsearch", "--tail", "3");
    const sources = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0]);
    expect(sources.sort()).toEqual([
      ...Array<string>(3).fill("temporal-elasticsearch"),
      ...Array<string>(3).fill("temporal-server"),
    ]);
  });

  it("begin at the moment that --since names", async () => {
    // Whole seconds are what the engine's log can be asked for.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const since = new Date().toISOString();
    const marker = `since ${randomUUID()}`;
    await provoke(marker);
    const { stdout } = await cluster.run("logs", "temporal-postgres", "--since", since);
    expect(stdout).toContain(marker);
    expect(stdout).not.toContain("written before");
    const all = await cluster.run("logs", "temporal-postgres", "--since", "1h");
    expect(all.stdout).toContain("written before");
  });

  it("of all services come in the order of their time", async () => {
    const { stdout } = await cluster.run("logs", "--timestamps");
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(" | "));
    const times = lines.map(([, rest = ""]) => rest.split(" ")[0] ?? "");
    const sources = new Set(lines.map(([source = ""]) => source.trim()));
    expect(times.filter((time) => !timestamp.test(time))).toEqual([]);
    // The engine keeps stdout and stderr of one container in the order in which it read them, which can differ
    // by a millisecond from that of their times. Such a line counts for the moment of the one before it.
    const latest = new Map<string, string>();
    const moments = lines.map(([source = ""], index) => {
      const moment = [latest.get(source) ?? "", times[index] ?? ""].sort().at(-1) ?? "";
      latest.set(source, moment);
      return moment;
    });
    expect(moments).toEqual([...moments].sort());
    expect(sources.size).toBe(5);
  });

  it("show new lines with --follow until SIGINT, which ends them with 130", async () => {
    const marker = `followed ${randomUUID()}`;
    const following = cluster.launch(["logs", "temporal-postgres", "--follow", "--tail", "1"]);
    await expect.poll(following.output, { timeout: 20_000 }).not.toBe("");
    await provoke(marker);
    await expect.poll(following.output, { timeout: 20_000 }).toContain(marker);
    following.process.kill("SIGINT");
    const { exitCode } = await following.ended;
    expect(exitCode).toBe(130);
  });
});
