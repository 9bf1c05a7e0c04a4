import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { startProgram, useInstalledProgram } from "../support/installed-program.ts";
import { listenOnSocket } from "../support/listen.ts";
import { fakeDockerSource, installProgram } from "../support/program-file.ts";
import { worldOf } from "../support/program-world.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const program = useInstalledProgram();

describe("a signal", () => {
  const signals = [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const;

  test.each(signals)("%s ends a log that is followed with %i", async (signal, exitCode) => {
    const cluster = FakeCluster.running();
    cluster.logLines.set("temporal-web", [{ time: "2026-01-31T12:00:00.000000000Z", text: "first" }]);
    const { environment } = await worldOf(cluster);
    const running = startProgram(program, ["logs", "web", "--follow"], environment);
    await running.said("first");
    running.child.kill(signal);
    expect(await running.ending).toEqual({ exitCode, stdout: "first\n", stderr: "" });
  });

  test.each(signals)("%s ends a start that waits with %i, and says what is left", async (signal, exitCode) => {
    const { environment, server } = await worldOf(new FakeCluster(), (args) => args.includes("up"));
    const running = startProgram(program, ["start", "--instance", "bin-signal"], environment);
    await server.hangs;
    running.child.kill(signal);
    const ending = await running.ending;
    expect(ending.exitCode).toBe(exitCode);
    expect(ending.stdout).toBe("");
    expect(ending.stderr).toContain("Error: Interrupted. Nothing new was started; the next start goes on from here.\n");
  });
});

test("SIGTERM ends a command whose engine accepts connections and says nothing", async () => {
  const silent = createServer();
  const socketPath = await listenOnSocket(silent);
  const environment = { PATH: "/usr/bin:/bin", HOME: await temporaryFolder(), DOCKER_HOST: `unix://${socketPath}` };
  const running = startProgram(program, ["status"], environment);
  await once(silent, "connection");
  running.child.kill("SIGTERM");
  expect((await running.ending).exitCode).toBe(143);
});

describe("Ctrl-C", () => {
  const atOnce = "Interrupted; bringing things to an end. A second Ctrl-C leaves at once.\n";

  test("ends a stop that waits for a container, and says what becomes of the others", async () => {
    const cluster = FakeCluster.running();
    const { environment, server } = await worldOf(cluster, (args) => args.join(" ").endsWith("server/stop"));
    const running = startProgram(program, ["stop"], environment);
    await server.hangs;
    running.child.kill("SIGINT");
    expect(await running.ending).toEqual({
      exitCode: 130,
      stdout: "",
      stderr: `${atOnce}Error: Interrupted. Containers that were told to stop go on stopping; the others run.\n→ temporal-start status\n`,
    });
    expect(cluster.container("temporal-postgres")?.state).toBe("running");
  });

  test("ends docker, too", async () => {
    const { environment, server } = await worldOf(FakeCluster.running(), (args) => args.includes("down"));
    const running = startProgram(program, ["down"], environment);
    await server.hangs;
    running.child.kill("SIGINT");
    const { exitCode, stderr } = await running.ending;
    expect(exitCode).toBe(130);
    expect(stderr).toContain(`${atOnce}Error: Interrupted. Some containers may be left`);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("or SIGTERM, twice, leaves a docker that does not end: %s", async (signal, exitCode) => {
    const { environment, server } = await worldOf(FakeCluster.running(), (args) => args.includes("down"));
    const PATH = await installProgram(
      await temporaryFolder(),
      "docker",
      `process.on("SIGTERM", () => undefined);\n${fakeDockerSource}`,
    );
    const running = startProgram(program, ["down"], { ...environment, PATH });
    await server.hangs;
    running.child.kill(signal);
    await running.said(atOnce);
    const leftMs = performance.now();
    running.child.kill(signal);
    await once(running.child, "exit");
    expect(running.child.exitCode).toBe(exitCode);
    expect(performance.now() - leftMs).toBeLessThan(3_000);
  });
});
