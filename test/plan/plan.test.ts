import { describe, expect, test } from "vitest";
import { formatPlan } from "../../src/plan/format-plan.ts";
import { planStart } from "../../src/plan/plan.ts";
import { containerOf, imageIdOf, imagesFrom, presentImages, snapshotOf, wholeCluster } from "../support/containers.ts";
import { changesOf, decisionsOf } from "../support/plan-text.ts";
import { testSettings } from "../support/settings.ts";

test("on an empty engine everything is pulled, created and set up", () => {
  const { values, topology } = testSettings();
  expect(
    decisionsOf(planStart({ settings: values, topology, snapshot: snapshotOf([], { images: imagesFrom(new Map()) }) })),
  ).toBe(`Plan for instance default:
  pull      postgres:15.4-bookworm                                not on the engine
  pull      docker.elastic.co/elasticsearch/elasticsearch:7.17.9  not on the engine
  pull      temporalio/admin-tools:1.22.0                         not on the engine
  pull      temporalio/server:1.22.0                              not on the engine
  pull      temporalio/ui:2.21.3                                  not on the engine
  create    temporal-postgres                                     not there
  create    temporal-elasticsearch                                not there
  run       temporal-schema                                       before temporal-server starts
  create    temporal-server                                       not there
  create    temporal-web                                          not there
  create    temporal-cli                                          not there
  ensure    namespace default                                     retention 7d
`);
});

test("a cluster that is well is left alone", () => {
  const { values, topology } = testSettings();
  expect(
    decisionsOf(planStart({ settings: values, topology, snapshot: snapshotOf(wholeCluster()) })),
  ).toBe(`Plan for instance default:
  keep      temporal-postgres       running, healthy
  keep      temporal-elasticsearch  running, healthy
  keep      temporal-schema         done
  keep      temporal-server         running, healthy
  keep      temporal-web            running, healthy
  keep      temporal-cli            running
  ensure    namespace default       retention 7d
`);
});

describe("one service that is not well is the only one that is touched", () => {
  test.each([
    ["stopped", { state: "exited", exitCode: 137 }, "start | temporal-web | stopped, exit code 137"],
    ["stopped without an exit code", { state: "exited" }, "start | temporal-web | stopped, exit code unknown"],
    ["half-created", { state: "created" }, "start | temporal-web | never started"],
    ["unhealthy", { health: "unhealthy" }, "restart | temporal-web | running, unhealthy"],
    ["paused", { state: "paused" }, "unpause | temporal-web | paused"],
    ["crash-looping", { state: "restarting" }, "restart | temporal-web | restarting over and over"],
    ["dead", { state: "dead" }, "recreate | temporal-web | dead"],
    ["being removed", { state: "removing" }, "recreate | temporal-web | removing"],
    [
      "on another image",
      { image: "temporalio/ui:2.20.0", imageId: imageIdOf("temporalio/ui:2.20.0") },
      "recreate | temporal-web | image changed: temporalio/ui:2.20.0 → temporalio/ui:2.21.3",
    ],
    [
      "on an older build of its image",
      { imageId: "sha256:older" },
      "recreate | temporal-web | image temporalio/ui:2.21.3 was rebuilt",
    ],
    [
      "on an older build, which the engine shows by its id",
      { image: "sha256:older", imageId: "sha256:older" },
      "recreate | temporal-web | image temporalio/ui:2.21.3 was rebuilt",
    ],
    [
      "on other settings",
      { marks: { ...containerOf("temporal-web").marks, configHash: "older" } },
      "recreate | temporal-web | settings changed",
    ],
  ] as const)("%s", (_, change, line) => {
    expect(changesOf(snapshotOf(wholeCluster({ "temporal-web": change })))).toEqual([line]);
  });

  test("missing", () => {
    expect(changesOf(snapshotOf(wholeCluster({ "temporal-web": undefined })))).toEqual([
      "create | temporal-web | not there",
    ]);
  });

  test("starting is left to start", () => {
    const plan = changesOf(snapshotOf(wholeCluster({ "temporal-web": { health: "starting" } })));
    expect(plan).toEqual(["keep | temporal-web | running, starting"]);
  });
});

describe("images", () => {
  test("that were built locally stand in where no upstream image is present", () => {
    const plan = changesOf(snapshotOf([], { images: imagesFrom(presentImages("local")) }));
    expect(plan.filter((line) => line.startsWith("pull"))).toEqual([]);
  });

  test("that were built locally replace the image a container runs on", () => {
    const snapshot = snapshotOf(wholeCluster(), { images: imagesFrom(presentImages("local")) });
    expect(changesOf(snapshot)).toContain(
      "recreate | temporal-web | image changed: temporalio/ui:2.21.3 → temporal-start/ui:2.21.3",
    );
  });

  test("that the user names are pulled when they are missing", () => {
    const flags = { TEMPORAL_WEB_IMAGE: "example.org/ui:1" };
    const images = imagesFrom(presentImages("upstream"), testSettings(flags));
    expect(changesOf(snapshotOf(wholeCluster(), { images }), flags)).toEqual([
      "pull | example.org/ui:1 | not on the engine",
      "recreate | temporal-web | image changed: temporalio/ui:2.21.3 → example.org/ui:1",
    ]);
  });

  test("that several services share are pulled once", () => {
    const images = presentImages("upstream");
    images.delete("temporalio/admin-tools:1.22.0");
    expect(changesOf(snapshotOf([], { images: imagesFrom(images) })).filter((line) => line.startsWith("pull"))).toEqual(
      ["pull | temporalio/admin-tools:1.22.0 | not on the engine"],
    );
  });

  test("that went missing under a running container are not pulled", () => {
    expect(changesOf(snapshotOf(wholeCluster(), { images: imagesFrom(new Map()) }))).toEqual([]);
  });
});

test("another instance has its own names, port and namespace settings", () => {
  const { values, topology } = testSettings({
    TEMPORAL_INSTANCE: "blue",
    TEMPORAL_NAMESPACE: "media-planner",
    TEMPORAL_NAMESPACE_RETENTION: "30d",
  });
  const text = decisionsOf(planStart({ settings: values, topology, snapshot: snapshotOf([]) }));
  expect(text).toMatch(/^Plan for instance blue:\n/);
  expect(text).toMatch(/ {2}create {4}temporal-blue-postgres +not there\n/);
  expect(text).toMatch(/ {2}ensure {4}namespace media-planner +retention 30d\n$/);
});

test("what stands in the way is listed after the steps, each with a way out", () => {
  const port = { service: "temporal-web", setting: "TEMPORAL_WEB_PORT", port: 8088, address: "127.0.0.1" } as const;
  const snapshot = snapshotOf([], { takenPorts: [{ ...port, reason: "taken" }] });
  expect(changesOf(snapshot).slice(-3)).toEqual([
    "In the way:",
    "PORT_TAKEN: Port 8088 for temporal-web is taken by another program.",
    "End that program (temporal-start doctor names it), let free ports be found and kept (temporal-start start --free-ports), or set another port: --set TEMPORAL_WEB_PORT=8089.",
  ]);
});

test("the same situation always gives the same plan", () => {
  const { values, topology } = testSettings();
  const plan = () => planStart({ settings: values, topology, snapshot: snapshotOf(wholeCluster()) });
  expect(plan()).toEqual(plan());
});

test.each([
  [{ state: "exited", exitCode: 1 }, "run | temporal-schema | failed, exit code 1"],
  [{ state: "running" }, "run | temporal-schema | has not ended yet"],
] as const)("a schema job that is %j is run although everything else is well", (state, line) => {
  const others = wholeCluster().filter(({ name }) => name !== "temporal-schema");
  expect(changesOf(snapshotOf([...others, containerOf("temporal-schema", state)]))).toEqual([line]);
});

test("a plan tells after its decisions what is done, and what each thing waits for", () => {
  const { values, topology } = testSettings();
  const snapshot = snapshotOf(wholeCluster({ "temporal-web": { state: "dead" } }));
  expect(formatPlan(planStart({ settings: values, topology, snapshot }))).toContain(`In this order:
  1  create all containers
  2  start temporal-web  after 1
`);
});
