import { expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { startProgram, useInstalledProgram } from "../support/installed-program.ts";
import { worldOf } from "../support/program-world.ts";

const program = useInstalledProgram();
/** Nothing of it runs on this machine, so nothing answers behind its containers. */
const flags = { TEMPORAL_INSTANCE: "guard" };

/**
 * What one command asks the engine, by kind and number, and the processes that it calls; neither depends on timing. Whoever
 * makes it cheaper lowers a number here, and nobody raises one unawares.
 */
async function costsOf(world: Awaited<ReturnType<typeof worldOf>>, ...args: readonly string[]) {
  world.server.asked.splice(0);
  const { exitCode, stderr } = await startProgram(program, ["--instance", "guard", ...args], world.environment).ending;
  if (exitCode !== 0 && exitCode !== 4) throw new Error(stderr);
  const [processes, calls] = [true, false].map((isProcess) =>
    world.server.asked.filter((one) => one.startsWith("docker ") === isProcess),
  );
  const kinds = (calls ?? []).map((call) =>
    call.replace(/^(\w+ \/(?:containers|images|volumes))\/(?!json$).+?(\/(?:json|stop|start|restart))?$/, "$1/:id$2"),
  );
  const counted: Record<string, number> = {};
  for (const kind of kinds.toSorted()) counted[kind] = (counted[kind] ?? 0) + 1;
  return { calls: counted, processes };
}

test("status looks at the list of containers and at each that stays, and calls no process", async () => {
  const world = await worldOf(FakeCluster.running(flags));
  expect(await costsOf(world, "status")).toEqual({
    calls: { "GET /containers/json": 1, "GET /containers/:id/json": 5 },
    processes: [],
  });
});

test("stop asks for each container once, and listens for their ends", async () => {
  const world = await worldOf(FakeCluster.running(flags));
  expect(await costsOf(world, "stop")).toEqual({
    calls: { "GET /containers/json": 1, "GET /events": 1, "POST /containers/:id/stop": 5 },
    processes: [],
  });
});

test("a restart of one service makes the plan, watches, and calls no process once the hashes are known", async () => {
  const world = await worldOf(FakeCluster.running(flags));
  await costsOf(world, "restart", "temporal-cli");
  expect(await costsOf(world, "restart", "temporal-cli")).toEqual({
    calls: {
      "GET /containers/json": 2,
      "GET /containers/:id/json": 5,
      "GET /images/:id/json": 10,
      "GET /volumes/:id": 2,
      "POST /containers/:id/restart": 1,
    },
    processes: [],
  });
});

test("a first start has Compose make the containers, and asks for its version beside other work", async () => {
  const world = await worldOf(new FakeCluster(flags));
  expect((await costsOf(world, "start", "--no-wait")).processes).toEqual([
    "docker compose version --short",
    "docker compose up --no-start --no-build",
  ]);
});

test("a start of a running cluster calls no process once the hashes are known", async () => {
  const world = await worldOf(FakeCluster.running(flags));
  await costsOf(world, "start", "--no-wait");
  expect((await costsOf(world, "start", "--no-wait", "--timings")).processes).toEqual([]);
});
