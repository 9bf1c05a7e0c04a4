import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { startOrExplain, useSharedCluster } from "./support/cluster.ts";
import { run } from "./support/program.ts";

const pollMs = 20_000;

describe("logs --follow", () => {
  const cluster = useSharedCluster();

  /** Asks the Web UI again and again; it writes one line a request. Requests that fail while it is down are left out. */
  async function visitWeb(marker: string, count: number): Promise<void> {
    const address = `http://127.0.0.1:${String(cluster.port("temporal-web"))}/?${marker}-`;
    for (let index = 0; index < count; index += 1) {
      await fetch(`${address}${String(index)}`).then(
        (answer) => answer.arrayBuffer(),
        () => undefined,
      );
      await sleep(5);
    }
  }

  /** The lines of the container's log with their time to the nanosecond, stdout and stderr together. */
  async function loggedByDocker(): Promise<readonly string[]> {
    const { stdout, stderr } = await run("docker", ["logs", "--timestamps", cluster.named("temporal-web")]);
    return `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
  }

  function followWeb(): { readonly lines: () => readonly string[]; readonly end: () => Promise<number> } {
    const following = cluster.launch(["logs", "temporal-web", "--follow", "--timestamps"]);
    onTestFinished(() => void following.process.kill("SIGKILL"));
    return {
      lines: () => following.output().split("\n").slice(0, -1),
      async end() {
        following.process.kill("SIGINT");
        return (await following.ended).exitCode;
      },
    };
  }

  const missing = (expected: readonly string[], lines: readonly string[]): readonly string[] => {
    const present = new Set(lines);
    return expected.filter((line) => !present.has(line));
  };

  it("loses and doubles nothing over restarts and over a container that is replaced", async () => {
    const follower = followWeb();
    await expect.poll(follower.lines, { timeout: pollMs }).not.toEqual([]);
    for (const round of ["restart-1", "restart-2"]) {
      const visits = visitWeb(round, 300);
      await sleep(100);
      expect(await cluster.run("restart", "temporal-web")).toMatchObject({ exitCode: 0 });
      await visits;
      await visitWeb(`after-${round}`, 5);
    }
    const first = await loggedByDocker();
    expect(first.filter((line) => line.includes("after-restart")).length).toBeGreaterThanOrEqual(10);

    await run("docker", ["rm", "--force", cluster.named("temporal-web")]);
    await startOrExplain(cluster);
    await visitWeb("replaced", 50);
    const second = await loggedByDocker();
    expect(missing(first, second)).toHaveLength(first.length);

    await expect.poll(() => missing([...first, ...second], follower.lines()), { timeout: pollMs }).toEqual([]);
    const lines = follower.lines();
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
    // Between the look at the first container's log and its end it may have written more.
    const known = new Set([...first, ...second, ...(await loggedByDocker())]);
    const last =
      first
        .map((line) => line.slice(0, 30))
        .sort()
        .at(-1) ?? "";
    const begun = second.map((line) => line.slice(0, 30)).sort()[0] ?? "";
    expect(lines.filter((line) => !known.has(line) && !(line > last && line < begun))).toEqual([]);
    expect(await follower.end()).toBe(130);
  });

  it("ends quietly when its reader has gone", async () => {
    const following = cluster.launch(["logs", "temporal-web", "--follow"]);
    onTestFinished(() => void following.process.kill("SIGKILL"));
    await expect.poll(following.output, { timeout: pollMs }).not.toBe("");
    following.process.stdout?.destroy();
    await visitWeb("unread", 20);
    expect(await following.ended).toMatchObject({ exitCode: 0, stderr: "" });
  });
});

describe("logs", () => {
  const cluster = useSharedCluster();

  it("understand what every service of this cluster writes", async () => {
    const { stdout } = await cluster.run("logs", "--json");
    const documents = stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { readonly service: string; readonly level: string | null });
    for (const service of ["postgres", "elasticsearch", "schema", "server", "web"]) {
      const levels = documents.filter((line) => line.service === `temporal-${service}`).map(({ level }) => level);
      expect(levels, service).toContain("info");
    }
    const byServer = documents.filter(({ service }) => service === "temporal-server");
    expect(byServer.filter(({ level }) => level === null)).toEqual([]);
  });

  it("show PostgreSQL's errors with what belongs to them, and nothing less serious", async () => {
    const statement = "SELECT 1 FROM nowhere_to_be_found";
    await run("docker", ["exec", cluster.named("temporal-postgres"), "psql", "-U", "temporal", "-c", statement]);
    const { stdout } = await cluster.run("logs", "temporal-postgres", "--level", "error", "--since", "10s");
    const lines = stdout.split("\n").slice(0, -1);
    expect(lines.filter((line) => /ERROR: {2}relation "nowhere_to_be_found" does not exist/.test(line))).toHaveLength(
      1,
    );
    expect(lines.filter((line) => line.includes(`STATEMENT:  ${statement}`))).toHaveLength(1);
    expect(lines.filter((line) => / LOG: /.test(line))).toEqual([]);
  });

  it("are searched over several services", async () => {
    const { stdout, exitCode } = await cluster.run("logs", "--grep", "READY", "--ignore-case");
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n").slice(0, -1);
    expect(lines.filter((line) => !/ready/i.test(line))).toEqual([]);
    const sources = new Set(lines.map((line) => line.split(" ")[0]));
    expect([...sources]).toEqual(expect.arrayContaining(["temporal-postgres", "temporal-schema"]));
  });
});
