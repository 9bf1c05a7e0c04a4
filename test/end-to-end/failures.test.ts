import { mkdtempSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, inject, it, onTestFinished } from "vitest";
import { rowOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker, ownedBy } from "./support/docker.ts";

/** Waiting for the time to be up would take minutes. */
const soonSeconds = 60;

const cluster = await useOwnCluster("failures");

const whileStarting = async (container: string): Promise<void> => {
  for (let looks = 0; looks < 300; looks += 1) {
    const names = await docker("ps", "--filter", `name=^${container}$`, "--filter", "status=running", "--quiet");
    if (names.trim() !== "") return;
    await sleep(50);
  }
  throw new Error(`${container} did not start.`);
};

it("A start without its dynamic configuration ends before anything is changed", async () => {
  const { exitCode, error } = await cluster.json("start", "--set", "TEMPORAL_CONFIG_DIR=/no/such/folder");
  expect({ exitCode, code: error?.code }).toEqual({ exitCode: 6, code: "CONFIG_MISSING" });
  expect(error?.details[0]).toContain("/no/such/folder/development-sql.yaml is missing");
  expect(await ownedBy(cluster.instance, "container")).toEqual([]);
  expect(await ownedBy(cluster.instance, "volume")).toEqual([]);
});

it("A start with a Compose that is too old ends before anything is changed", async () => {
  const folder = mkdtempSync(join(inject("clusterRun").folder, "old-compose-"));
  const search = process.env.PATH ?? "";
  const old = `#!/bin/sh\n[ "$*" = "compose version --short" ] && echo v2.6.0 && exit\nPATH='${search}' exec docker "$@"\n`;
  writeFileSync(join(folder, "docker"), old, { mode: 0o755 });
  const PATH = [folder, search].join(delimiter);
  const { exitCode, stderr } = await cluster.launch(["start"], { env: { PATH } }).ended;
  expect(exitCode).toBe(6);
  expect(stderr).toContain("Error: The cluster was not started; nothing was changed.\n");
  expect(stderr).toContain("Compose version: Docker Compose 2.6.0; 2.17 is needed.\n  → Install the Compose v2 plugin");
  for (const kind of ["container", "network", "volume"] as const)
    expect(await ownedBy(cluster.instance, kind)).toEqual([]);
});

it("A start that somebody stops says so, and not that the schema failed", async () => {
  const starting = cluster.launch(["start"]);
  await whileStarting(cluster.named("temporal-schema"));
  // Not by the program, which waits for the end of the start.
  await docker("stop", ...(await ownedBy(cluster.instance, "container")));
  const { exitCode, stderr } = await starting.ended;
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/Error: temporal-\S+ was stopped from outside/);
  expect(stderr).toContain("(STOPPED_FROM_OUTSIDE)");
  expect(stderr).not.toMatch(/temporal-schema ended/);
});

it("A server that the kernel kills for lack of memory ends the start at once", async () => {
  // The server manages with the least that its setting allows, as long as it has nothing to do.
  const limitMemory = (size: string): Promise<string> =>
    docker("update", "--memory", size, "--memory-swap", size, cluster.named("temporal-server"));
  onTestFinished(async () => {
    // Between two of its restarts no limit can be changed.
    await docker("stop", cluster.named("temporal-server"));
    await limitMemory("1g");
  });
  await limitMemory("24m");
  const startedMs = performance.now();
  const { exitCode, error } = await cluster.json("start");
  expect({ exitCode, code: error?.code, id: error?.failure?.id }).toEqual({
    exitCode: 1,
    code: "SERVICE_OUT_OF_MEMORY",
    id: "SERVER_OUT_OF_MEMORY",
  });
  expect(error?.details.at(-1)).toMatch(/^Still running: .*temporal-\S+-postgres/);
  expect((performance.now() - startedMs) / 1000).toBeLessThan(soonSeconds);
});

it("A database of another version ends the start with its name and the way out", async () => {
  // Whichever is on this machine, upstream's or the local one.
  const image = (await docker("inspect", "--format", "{{.Image}}", cluster.named("temporal-postgres"))).trim();
  await docker("rm", "--force", cluster.named("temporal-postgres"));
  const volume = cluster.named("temporal-postgres-data");
  const version = (number: string): Promise<string> =>
    docker(
      "run",
      "--rm",
      "--entrypoint",
      "sh",
      "--volume",
      `${volume}:/d`,
      image,
      "-c",
      `echo ${number} > /d/PG_VERSION`,
    );
  await version("14");
  const { error } = await cluster.json("start");
  await version("15");
  expect(error?.code).toBe("OTHER_DATA_VERSION");
  expect(error?.details.join()).toContain(`${volume} holds data of PostgreSQL 14`);
});

it("A paused store is named beside the server that cannot work without it", async () => {
  await startOrExplain(cluster);
  await docker("pause", cluster.named("temporal-elasticsearch"));
  const { exitCode, report } = await cluster.status("--timeout", "2s");
  expect(exitCode).toBe(4);
  expect(rowOf(report, "temporal-elasticsearch").verdict).toBe("paused");
  expect(rowOf(report, "temporal-server").reason).toMatch(/its store temporal-elasticsearch is paused\.$/);
});
