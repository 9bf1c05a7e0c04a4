import { beforeEach, expect, it } from "vitest";
import { useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";

const cluster = await useOwnCluster("full");

/** A volume in memory with so much room: the disk of whoever runs these tests is not to be filled. */
async function smallVolume(name: string, size: string, owner: number): Promise<void> {
  const options = ["type=tmpfs", "device=tmpfs", `o=size=${size},uid=${String(owner)},mode=0777`];
  const labels = [`com.docker.compose.project=temporal-${cluster.instance}`, `com.docker.compose.volume=${name}`];
  await docker(
    "volume",
    "create",
    ...options.flatMap((option) => ["--opt", option]),
    ...[...labels, `io.temporal-start.instance=${cluster.instance}`].flatMap((label) => ["--label", label]),
    cluster.named(name),
  );
}

beforeEach(() => cluster.remove());

it("A disk that is full before PostgreSQL is set up ends the start with that cause", async () => {
  await smallVolume("temporal-postgres-data", "12m", 999);
  const { exitCode, error } = await cluster.json("start");
  expect(exitCode).toBe(1);
  expect(error).toMatchObject({ failure: { id: "POSTGRES_DISK_FULL" } });
  expect(error?.details.join("\n")).toContain("No space left on device");
});
