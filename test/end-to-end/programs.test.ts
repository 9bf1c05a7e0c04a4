import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { problemsOf, schemaOf } from "../support/json-schemas.ts";
import { useSharedCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import type { Running } from "./support/program.ts";

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Resolves once the program has written a line with these words. */
async function said(running: Running, words: string): Promise<void> {
  while (!running.output().includes(words)) {
    if (running.process.stdout === null) throw new Error("Nobody reads what it writes.");
    await once(running.process.stdout, "data");
  }
}

interface Listed {
  readonly instance: string;
  readonly verdict: string;
  readonly volumes: readonly string[];
}

describe("A program that reads the JSON of a real cluster", () => {
  const cluster = useSharedCluster();

  it.each([
    ["status", []],
    ["wait", []],
    ["instances", []],
    ["images list", []],
    ["namespace", ["json-one", "json-two"]],
    ["namespace list", []],
    ["namespace describe", ["json-one"]],
    ["namespace update", ["json-one", "--description", "for a test"]],
    ["namespace delete", ["json-one", "--yes"]],
    ["restart", ["temporal-web"]],
  ])("finds the answer of %s as its schema says", async (command, flags) => {
    const { exitCode, stdout } = await cluster.run(...command.split(" "), ...flags, "--json");
    expect({ exitCode, problems: problemsOf(schemaOf(command), JSON.parse(stdout)) }).toEqual({
      exitCode: 0,
      problems: [],
    });
  });

  it("finds each line of a log as the schema says", async () => {
    const { stdout } = await cluster.run("logs", "--tail", "5", "--json");
    const lines = linesOf(stdout);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.flatMap((line) => problemsOf("logs", line))).toEqual([]);
  });

  it("waits for a stop and for a start that others make, and follows the start event by event", async () => {
    const waitsForStop = cluster.launch(["wait", "--for", "stopped", "--timeout", "60s", "--json"]);
    const stopped = await cluster.run("stop", "--json");
    expect(problemsOf("stop", JSON.parse(stopped.stdout))).toEqual([]);
    expect(await waitsForStop.ended).toMatchObject({ exitCode: 0 });

    const early = await cluster.json("wait", "--timeout", "1s");
    expect(early).toMatchObject({ exitCode: 124, error: { code: "WAIT_TIMED_OUT" } });
    expect((await cluster.status()).exitCode).toBe(3);

    const waitsForReady = cluster.launch(["wait", "--timeout", "90s", "--json"]);
    const started = await cluster.run("start", "--json");
    const lines = linesOf(started.stdout);
    expect(problemsOf("start", lines.at(-1))).toEqual([]);
    expect(lines.slice(0, -1).flatMap((line) => problemsOf("start-event", line))).toEqual([]);
    const ready = lines.filter(({ type, state }) => type === "service" && state === "ready");
    expect(ready.map(({ service }) => service)).toContain("temporal-server");
    expect(await waitsForReady.ended).toMatchObject({ exitCode: 0 });
  });

  it("sees each change while it watches, and ends the watch with Ctrl-C", async () => {
    const watch = cluster.launch(["status", "--watch", "--interval", "1s", "--json"]);
    await said(watch, '"to":"healthy"');
    await docker("pause", cluster.named("temporal-web"));
    await said(watch, '"to":"degraded"');
    await docker("unpause", cluster.named("temporal-web"));
    await said(watch, '"from":"degraded","to":"healthy"');
    watch.process.kill("SIGINT");
    const { exitCode, stdout, stderr } = await watch.ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "" });
    const lines = linesOf(stdout);
    expect(lines.flatMap((line) => problemsOf("status-watch", line))).toEqual([]);
    expect(lines.filter(({ type }) => type === "change")).toMatchObject([
      { service: "temporal-web", from: "healthy", to: "paused" },
      { service: "temporal-web", from: "paused", to: "healthy" },
    ]);
  });

  it("finds its instance among all of the engine", async () => {
    const listed = async (): Promise<Listed | undefined> => {
      const { data } = await cluster.json<{ instances: Listed[] }>("instances");
      return data.instances.find(({ instance }) => instance === cluster.instance);
    };
    // Its containers have to pass a health check first, which nobody else waits for.
    await expect.poll(async () => (await listed())?.verdict, { timeout: 30_000 }).toBe("healthy");
    expect((await listed())?.volumes).toEqual([
      cluster.named("temporal-elasticsearch-data"),
      cluster.named("temporal-postgres-data"),
    ]);
  });
});
