import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { readBegunCommand } from "../../../src/backends/compose/begun-command.ts";
import { labelled } from "../../../src/backends/compose/labels.ts";
import { ownerLabel, withOneOffStates } from "../../../src/backends/compose/one-off-owner.ts";
import { containerOf, volume } from "../../support/containers.ts";
import { fakeBackend } from "../../support/fake-backend.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeEngine } from "../../support/fake-runtime.ts";
import { localDocker } from "../../support/local-docker.ts";

const command = { words: ["true"], environment: { PGPASSWORD: "hidden-word" } };

test("a container for one command wears its instance and its owner, keeps no log, and no value stands on a command line", async () => {
  const cluster = FakeCluster.running({ TEMPORAL_INSTANCE: "blue" });
  cluster.volumes = [volume("temporal-blue-postgres-data")];
  const docker = localDocker(cluster);
  const backend = fakeBackend(cluster, fakeEngine(cluster), docker);
  const mounts = [{ volume: "temporal-postgres-data", path: "/data", isReadOnly: true }];
  const stdout = new PassThrough().resume();
  await backend.runOnce({ image: { unit: "temporal-postgres" }, joinsNetwork: true, mounts }, command, { stdout });
  const line = docker.asked[0]?.join(" ") ?? "";
  expect(line).toContain(
    `--label ${labelled("instance")}=blue --label ${labelled("awaitedBy")}=${String(process.pid)} `,
  );
  expect(line).toContain("--network temporal-blue-network");
  expect(line).toContain("--mount type=volume,source=temporal-blue-postgres-data,target=/data,readonly");
  expect(line).toContain("--log-driver none");
  expect(line).toContain("--env PGPASSWORD ");
  expect(docker.asked.flat().join(" ")).not.toContain("hidden-word");
});

test("a command has begun when its line is whole, whatever docker says before", () => {
  const begun = readBegunCommand();
  begun.onError("WARNING: a setting is deprecated\ntemporal-start began 4");
  expect(begun.isBegun()).toBe(false);
  begun.onError("2\nfirst words");
  expect([begun.isBegun(), begun.stderr()]).toEqual([true, "first words"]);
});

test("a container is awaited as long as the process that made it lives", async () => {
  const mine = (await ownerLabel()).slice(labelled("awaitedBy").length + 1);
  const wearing = (owner: string) => containerOf("temporal-cli", { marks: { awaitedBy: owner } });
  const found = await withOneOffStates([
    ...[wearing(mine), wearing(`${mine}0`), wearing("4194304 gone"), wearing("nonsense")],
    containerOf("temporal-web"),
  ]);
  expect(found.map(({ oneOff }) => oneOff)).toEqual(["awaited", "abandoned", "abandoned", "abandoned", undefined]);
});
