import { mkdtempSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { instancePortOffset } from "../../src/cluster/settings/instance.ts";
import type { HealthReport } from "../../src/health/health-report.ts";
import { useOwnCluster, useSharedCluster } from "./support/cluster.ts";
import { freeInstance } from "./support/free-instance.ts";
import { type Ended, launchProgram, output } from "./support/program.ts";

/** An own configuration of the docker command, with a context whose socket leads to the engine of these tests. */
async function ownContexts() {
  const address = await output("docker", ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]);
  const folder = mkdtempSync(join(inject("clusterRun").folder, "contexts-"));
  const socket = join(folder, "engine.sock");
  symlinkSync(address.replace("unix://", ""), socket);
  const env = { DOCKER_CONFIG: folder, DOCKER_HOST: "", DOCKER_CONTEXT: "" };
  const context = (...args: readonly string[]): Promise<string> => output("docker", ["context", ...args], { env });
  await context("create", "here", "--docker", `host=unix://${socket}`);
  await context("create", "away", "--docker", "host=ssh://ada@build-host");
  await context("create", "silent", "--docker", `host=unix://${join(folder, "nothing.sock")}`);
  return { address, env, context, socket };
}

const firstLines = ({ stderr }: Ended): string => stderr.split("\n").slice(0, 2).join("\n");

describe("A docker context", () => {
  const cluster = useSharedCluster();
  let contexts: Awaited<ReturnType<typeof ownContexts>>;
  const status = (env: Readonly<Record<string, string>>): Promise<Ended> =>
    cluster.launch(["status"], { env: { ...contexts.env, ...env } }).ended;

  beforeAll(async () => {
    contexts = await ownContexts();
  });

  it("that DOCKER_CONTEXT names is the engine that is asked", async () => {
    expect(await status({ DOCKER_CONTEXT: "here" })).toMatchObject({ exitCode: 0 });
  });

  it("that is the current one is asked without any variable, until DOCKER_CONTEXT names another", async () => {
    await contexts.context("use", "here");
    const current = await status({});
    const other = await status({ DOCKER_CONTEXT: "silent" });
    await contexts.context("use", "default");
    expect(current).toMatchObject({ exitCode: 0 });
    expect(other.exitCode).toBe(1);
    expect(firstLines(other)).toMatch(/nothing\.sock \(context silent\)/);
  });

  it("does not count where DOCKER_HOST names an engine", async () => {
    const { address } = contexts;
    expect(await status({ DOCKER_CONTEXT: "silent", DOCKER_HOST: address })).toMatchObject({ exitCode: 0 });
  });

  it("that does not exist is named, with the command that lists those that do", async () => {
    const ended = await status({ DOCKER_CONTEXT: "gone" });
    expect(ended.exitCode).toBe(1);
    expect(firstLines(ended)).toMatch(/context "gone" does not exist.*\n.*docker context ls/);
  });

  it.each([
    ["a context by SSH", { DOCKER_CONTEXT: "away" }, /ssh:\/\/ada@build-host \(context away\) is reached by SSH/],
    ["another machine's port", { DOCKER_HOST: "tcp://192.0.2.1:2375" }, /192\.0\.2\.1:2375 .*is on another machine/],
    ["a word", { DOCKER_HOST: "podman" }, /"podman" \(DOCKER_HOST\) is no address of an engine/],
  ])("is refused at once, with the way back: %s", async (_, env, message) => {
    const ended = await status(env);
    expect(ended.exitCode).toBe(1);
    expect(firstLines(ended)).toMatch(message);
    expect(firstLines(ended)).toMatch(/\n→ .*(?:unset DOCKER_HOST|docker context use default)/);
  });
});

describe("A cluster that is made through a context", async () => {
  const cluster = await useOwnCluster("context");

  it("is the same one without it: compose, the socket and docker exec follow the same context", async () => {
    const { env } = await ownContexts();
    const through = (...args: readonly string[]): Promise<Ended> =>
      cluster.launch(args, { env: { ...env, DOCKER_CONTEXT: "here" } }).ended;

    const started = await through("start");
    expect(started, started.stderr).toMatchObject({ exitCode: 0 });
    expect((await cluster.status()).report.verdict).toBe("healthy");
    expect((await through("cli", "operator", "cluster", "health")).stdout).toContain("SERVING");
    expect(await through("down")).toMatchObject({ exitCode: 0 });
  });
});

/** Sockets of Podman, separated by spaces: unix:///run/podman/podman.sock */
const podmanAddresses = (process.env.TEMPORAL_START_TEST_PODMAN ?? "").split(/\s+/).filter(Boolean);
if (podmanAddresses.length === 0) {
  process.stderr.write("Podman is not tried: TEMPORAL_START_TEST_PODMAN names no socket (docs/engines.md).\n");
}

describe.each(podmanAddresses)("Podman at %s", async (address) => {
  const instance = await freeInstance(`${inject("clusterRun").name}-podman`);
  const podman = (...args: readonly string[]): Promise<Ended> =>
    launchProgram(["--instance", instance, ...args], { env: { DOCKER_HOST: address, DOCKER_CONTEXT: "" } }).ended;
  const docker = (...args: readonly string[]): Promise<string> =>
    output("docker", args, { env: { DOCKER_HOST: address, DOCKER_CONTEXT: "" } });
  const server = `127.0.0.1:${String(7233 + instancePortOffset(instance))}`;

  afterAll(async () => {
    await podman("reset", "--yes");
  });

  it("is Podman", async () => {
    expect(await docker("version", "--format", "{{range .Server.Components}}{{.Name}} {{end}}")).toContain("Podman");
  });

  it("runs a whole cluster", async () => {
    const started = await podman("start");
    expect(started, started.stderr).toMatchObject({ exitCode: 0 });
    expect(started.stdout).toContain(server);
    const { exitCode, stdout } = await podman("status", "--json");
    expect(exitCode, stdout).toBe(0);
    expect((JSON.parse(stdout) as { data: HealthReport }).data.verdict).toBe("healthy");
  });

  it("changes nothing when it is started again", async () => {
    const { stdout } = await podman("start", "--dry-run");
    expect(stdout).toMatch(/^ {2}keep /m);
    expect(stdout).not.toMatch(/^ {2}(?:create|recreate|start|restart|run|pull) /m);
  });

  it("starts again at once although every container has a new address", async () => {
    expect(await podman("namespace", "shop")).toMatchObject({ exitCode: 0 });
    expect(await podman("stop")).toMatchObject({ exitCode: 0 });
    const ended = await docker("inspect", "--format", "{{.State.ExitCode}}", `temporal-${instance}-web`);
    const started = await podman("start");
    expect(ended, "the Web UI was killed").not.toBe("137");
    expect(started, started.stderr).toMatchObject({ exitCode: 0 });
    expect((await podman("namespace", "list")).stdout).toContain("shop");
  });

  it("restarts one service, and shows the logs of all", async () => {
    expect(await podman("restart", "temporal-server")).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await podman("logs", "--tail", "2");
    expect(exitCode).toBe(0);
    for (const service of ["temporal-postgres", "temporal-elasticsearch", "temporal-server", "temporal-web"])
      expect(stdout).toMatch(new RegExp(`^${service} +\\| `, "m"));
  });

  it("runs the command line tool in its container", async () => {
    expect((await podman("cli", "operator", "cluster", "health")).stdout).toContain("SERVING");
  });

  it("keeps nothing of a cluster that is removed with its data", async () => {
    expect(await podman("reset", "--yes")).toMatchObject({ exitCode: 0 });
    const label = `label=io.temporal-start.instance=${instance}`;
    const left = await Promise.all([
      docker("ps", "--all", "--quiet", "--filter", label),
      docker("network", "ls", "--quiet", "--filter", label),
      docker("volume", "ls", "--quiet", "--filter", label),
    ]);
    expect(left).toEqual(["", "", ""]);
  });
});
