import type { ServiceName } from "../../src/cluster/services/index.ts";
import { TemporalStartError } from "../../src/errors.ts";
import type { Backend, OperationCourse } from "../../src/interfaces/backend.ts";
import type { Deed } from "../../src/interfaces/operation.ts";
import { containerOf } from "./containers.ts";
import type { FakeCluster } from "./fake-cluster.ts";

/** A second place to run on, without a word of Docker: units are entries of a map. */
export function inMemoryBackend(cluster: FakeCluster): Backend {
  return {
    async perform(deed, course) {
      await cluster.clock.sleep(10, course.signal);
      course.signal?.throwIfAborted();
      perform(cluster, deed, course);
    },
    configHashes: async () => cluster.configHashes,
    configuration: async () => "kept in memory\n",
  };
}

function perform(cluster: FakeCluster, deed: Deed, { onPoint }: OperationCourse): void {
  switch (deed.kind) {
    case "pull":
      if (!cluster.pullable.has(deed.image)) throw notPulled(deed.image);
      cluster.images.set(deed.image, `sha256:id-of-${deed.image}`);
      return;
    case "create":
      for (const unit of deed.units)
        cluster.put(containerOf(unit, { state: "created" }, cluster.settings.values, cluster.settings.topology));
      return;
    case "start":
    case "restart":
    case "unpause":
      requireStartable(cluster, deed.unit);
      cluster.start(deed.unit);
      return;
    case "stop":
      cluster.change(deed.unit, { state: "exited", exitCode: 0 });
      onPoint("died");
      return;
    case "run":
      requireStartable(cluster, deed.unit);
      cluster.start(deed.unit);
      onPoint("started");
      for (const milestone of deed.milestones) if (cluster.schemaExitCode === 0) onPoint({ milestone });
      if (cluster.schemaExitCode !== 0) throw jobFailed(deed.unit, cluster.schemaExitCode);
      return;
    case "clear":
      cluster.containers.clear();
      return;
    case "remove":
      if (deed.what === "container") cluster.containers.delete(deed.name);
      if (deed.what === "volume") cluster.volumes = cluster.volumes.filter(({ name }) => name !== deed.name);
  }
}

function requireStartable(cluster: FakeCluster, unit: ServiceName): void {
  const reason = cluster.container(unit) === undefined ? "it is not there" : cluster.refusals.get(unit);
  if (reason === undefined) return;
  throw new TemporalStartError({ code: "CONTAINER_NOT_STARTED", category: "service", service: unit, message: reason });
}

function jobFailed(service: ServiceName, exitCode: number): TemporalStartError {
  const message = `${service} ended with exit code ${String(exitCode)}.`;
  return new TemporalStartError({ code: "JOB_FAILED", category: "service", service, message });
}

function notPulled(image: string): TemporalStartError {
  const message = `Image ${image} could not be pulled: nobody has it`;
  return new TemporalStartError({ code: "IMAGE_PULL_FAILED", category: "engine", message });
}
