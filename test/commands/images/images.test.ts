import { describe, expect, test } from "vitest";
import { settingsShape, usualServices } from "../../../src/cluster/services/index.ts";
import type { CommandDefinition } from "../../../src/commands/command.ts";
import { images } from "../../../src/commands/images/images.ts";
import { presentImages } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

function subcommand(name: string): CommandDefinition {
  const found = images.subcommands?.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`No subcommand ${name}.`);
  return found;
}

const clusterWith = (present: ReadonlyMap<string, string>, flags: Readonly<Record<string, string>> = {}) => {
  const cluster = new FakeCluster(flags);
  cluster.images.clear();
  for (const [reference, id] of present) cluster.images.set(reference, id);
  return cluster;
};

describe("images list", () => {
  test.each([
    ["upstream", presentImages("upstream"), {}, "temporalio/ui:2.21.3", "upstream"],
    ["local", presentImages("local"), {}, "temporal-start/ui:2.21.3", "local"],
    ["missing", new Map<string, string>(), {}, "temporalio/ui:2.21.3", "missing"],
    ["configured", new Map([["a/ui:1", "sha256:1"]]), { TEMPORAL_WEB_IMAGE: "a/ui:1" }, "a/ui:1", "configured"],
  ] as const)("shows the image of a service as %s", async (_, present, flags, reference, source) => {
    const { data } = await runOn(subcommand("list"), fakeContext(clusterWith(present, flags)));
    expect((data as { images: unknown[] }).images).toContainEqual(
      expect.objectContaining({ services: ["temporal-web"], reference, source }),
    );
  });

  test("shows an image that services share once", async () => {
    const { text } = await runOn(subcommand("list"), fakeContext(new FakeCluster()));
    expect(text.split("\n").filter((line) => line.includes("admin-tools"))).toEqual([
      "temporal-schema, temporal-cli  temporalio/admin-tools:1.22.0                         upstream  100 MB",
    ]);
  });
});

describe("images pull", () => {
  test("brings the upstream images that are missing", async () => {
    const cluster = clusterWith(presentImages("local"));
    for (const reference of presentImages("upstream").keys()) cluster.pullable.add(reference);
    const { text } = await runOn(subcommand("pull"), fakeContext(cluster));
    expect(text).toBe("Pulled 5 images.\n");
    const usual = usualServices.map(({ image }) => settingsShape[image.setting].defaultValue);
    expect([...cluster.images.keys()]).toEqual(expect.arrayContaining(usual));
  });

  test("has nothing to do where all are present", async () => {
    const { text } = await runOn(subcommand("pull"), fakeContext(new FakeCluster()));
    expect(text).toBe("All images are present.\n");
  });

  test("fails where a registry does not have one, after it brought the others", async () => {
    const cluster = clusterWith(new Map());
    cluster.pullable.add("temporalio/ui:2.21.3");
    const { facts, exitCode } = await failureOf(() => runOn(subcommand("pull"), fakeContext(cluster)));
    expect(facts.code).toBe("IMAGE_PULL_FAILED");
    expect(exitCode).toBe(1);
    expect([...cluster.images.keys()]).toEqual(["temporalio/ui:2.21.3"]);
  });
});

test("images build refuses an unknown image and lists the valid ones", async () => {
  const { facts, exitCode } = await failureOf(() =>
    runOn(subcommand("build"), fakeContext(new FakeCluster()), inputOf({}, { images: ["mysql"] })),
  );
  expect(exitCode).toBe(2);
  expect(facts.message).toBe("Unknown image: mysql.");
  expect(facts.hint).toMatch(/^Images are .*elasticsearch.*\.$/);
});
