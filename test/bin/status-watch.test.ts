import { expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { serveEngine } from "../support/fake-engine-server.ts";
import { startProgram, useInstalledProgram } from "../support/installed-program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const program = useInstalledProgram();

const watching = ["status", "--watch", "--interval", "1", "--json"];

/** A cluster whose containers have ended: there is nothing to ask, on whatever this machine's ports are. */
async function watchStopped(): Promise<{ running: ReturnType<typeof startProgram>; cluster: FakeCluster }> {
  const cluster = FakeCluster.running();
  for (const container of cluster.containers.values()) cluster.put({ ...container, state: "exited", exitCode: 0 });
  const environment = { PATH: "", HOME: await temporaryFolder(), DOCKER_HOST: (await serveEngine(cluster)).address };
  return { running: startProgram(program, watching, environment), cluster };
}

test("status --watch tells a change as it comes, and Ctrl-C ends it with 130 and nothing more", async () => {
  const { running, cluster } = await watchStopped();
  await running.said('"to":"stopped"');
  cluster.change("temporal-cli", { state: "running" });
  await running.said('"to":"degraded"');
  running.child.kill("SIGINT");
  const { exitCode, stdout, stderr } = await running.ending;
  expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "" });
  const types = stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types).toEqual(["snapshot", "verdict", "change", "verdict"]);
});

test("status --watch ends quietly when its reader closes the pipe", async () => {
  const { running, cluster } = await watchStopped();
  await running.said('"to":"stopped"');
  running.child.stdout.destroy();
  cluster.change("temporal-cli", { state: "running" });
  const { exitCode, stderr } = await running.ending;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});
