import { buffer } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import { TemporalStartError } from "../../src/errors.ts";
import type { Backend, OperationCourse } from "../../src/interfaces/backend.ts";
import type { Deed } from "../../src/interfaces/operation.ts";
import { commandsHere } from "./commands-here.ts";
import { containerOf, imageIdOf } from "./containers.ts";
import type { FakeCluster } from "./fake-cluster.ts";

/** A second place to run on, without a word of Docker: units are entries of a map. */
export function inMemoryBackend(cluster: FakeCluster): Backend {
  return {
    async perform(deed, course) {
      await cluster.clock.sleep(10, course.signal);
      course.signal?.throwIfAborted();
      const perform = performers[deed.kind] as (deed: Deed, cluster: FakeCluster, course: OperationCourse) => void;
      perform(deed, cluster, course);
    },
    ...commandsHere(cluster),
    ...imagesInMemory(cluster),
    configHashes: async () => cluster.configHashes,
    sources: () => cluster.sources,
    changedByOverlay: async () => cluster.changedByOverlay,
    configuration: async () => "kept in memory\n",
  };
}

function imagesInMemory(cluster: FakeCluster): Pick<Backend, "saveImages" | "loadImages"> {
  return {
    async saveImages(references, stdout) {
      stdout.end(JSON.stringify(references));
      await finished(stdout);
    },
    async loadImages(stdin) {
      const references = JSON.parse((await buffer(stdin.pipe(createGunzip()))).toString()) as readonly string[];
      for (const reference of references) cluster.images.set(reference, imageIdOf(reference));
    },
  };
}

type Performers = {
  readonly [Kind in Deed["kind"]]: (
    deed: Extract<Deed, { readonly kind: Kind }>,
    cluster: FakeCluster,
    course: OperationCourse,
  ) => void;
};

const performers: Performers = {
  pull({ image }, cluster) {
    if (!cluster.pullable.has(image)) throw notPulled(image);
    cluster.images.set(image, imageIdOf(image));
  },
  create({ units }, cluster) {
    const { values, topology } = cluster.settings;
    for (const unit of units) cluster.put(containerOf(unit, { state: "created" }, values, topology));
  },
  start: bringUp,
  restart: bringUp,
  unpause: bringUp,
  stop({ unit }, cluster, { onPoint }) {
    cluster.change(unit, { state: "exited", exitCode: 0 });
    onPoint("died");
  },
  run({ unit, milestones }, cluster, { onPoint }) {
    bringUp({ unit }, cluster);
    onPoint("started");
    if (cluster.schemaExitCode !== 0) throw jobFailed(unit, cluster.schemaExitCode);
    for (const milestone of milestones) onPoint({ milestone });
  },
  clear(_, cluster) {
    cluster.containers.clear();
  },
  remove({ what, name }, cluster) {
    if (what === "container") cluster.containers.delete(name);
    if (what === "volume") cluster.volumes = cluster.volumes.filter((volume) => volume.name !== name);
  },
};

function bringUp({ unit }: { readonly unit: ServiceName }, cluster: FakeCluster): void {
  const reason = cluster.container(unit) === undefined ? "it is not there" : cluster.refusals.get(unit);
  if (reason !== undefined)
    throw new TemporalStartError({
      code: "CONTAINER_NOT_STARTED",
      category: "service",
      service: unit,
      message: reason,
    });
  cluster.start(unit);
}

function jobFailed(service: ServiceName, exitCode: number): TemporalStartError {
  const message = `${service} ended with exit code ${String(exitCode)}.`;
  return new TemporalStartError({ code: "JOB_FAILED", category: "service", service, message });
}

function notPulled(image: string): TemporalStartError {
  const message = `Image ${image} could not be pulled: nobody has it`;
  return new TemporalStartError({ code: "IMAGE_PULL_FAILED", category: "engine", message });
}
