import { beforeEach, expect, it } from "vitest";
import { useOwnCluster } from "./support/cluster.ts";
import { smallVolume } from "./support/small-volume.ts";

const cluster = await useOwnCluster("full");

beforeEach(() => cluster.remove());

it("A disk that is full before PostgreSQL is set up ends the start with that cause", async () => {
  await smallVolume(cluster, "temporal-postgres-data", "12m", 999);
  const { exitCode, error } = await cluster.json("start");
  expect(exitCode).toBe(1);
  expect(error).toMatchObject({ failure: { id: "POSTGRES_DISK_FULL" } });
  expect(error?.details.join("\n")).toContain("No space left on device");
});
