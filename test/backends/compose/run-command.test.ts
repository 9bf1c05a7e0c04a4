import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
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

describe("a container for one command", () => {
  const now = 1_769_860_800_000;
  const statesOf = async (owners: readonly string[], createdAtMs = now - 60_000) => {
    const wearing = owners.map((awaitedBy) => containerOf("temporal-cli", { marks: { awaitedBy }, createdAtMs }));
    return (await withOneOffStates([...wearing, containerOf("temporal-web")], now)).map(({ oneOff }) => oneOff);
  };

  test("is awaited as long as the process that made it lives", async () => {
    const mine = (await ownerLabel()).slice(labelled("awaitedBy").length + 1);
    const later = mine.replace(" @ ", "0 @ ");
    const gone = mine.replace(/^\d+/, "4194304");
    const found = await statesOf([mine, later, gone, "nonsense"]);
    expect(found).toEqual(["awaited", "abandoned", "abandoned", "abandoned", undefined]);
  });

  test("that another machine made is awaited for a day: its processes are not seen here", async () => {
    const theirs = "4194304 long-ago/1 @ elsewhere pid:[1]";
    expect(await statesOf([theirs])).toEqual(["awaited", undefined]);
    expect(await statesOf([theirs], now - 2 * 86_400_000)).toEqual(["abandoned", undefined]);
  });
});
