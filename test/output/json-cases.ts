import { releaseOf } from "../../src/cluster/versions.ts";
import type { BuildResult } from "../../src/images/recipe.ts";
import { containerOf, volume } from "../support/containers.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { inputOf } from "../support/fake-context.ts";
import { smallBackup } from "../support/small-backup.ts";
import { smallBundle } from "../support/small-bundle.ts";
import type { Case } from "./case.ts";
import { securedCases } from "./secured-cases.ts";

export const built: BuildResult = {
  images: [{ name: "server", localTag: "temporal-start/server:1.22.0", outcome: "built" }],
  totalBytes: 1,
  logFile: "/tmp/build.log",
};

const isThere =
  (name: string): (() => FakeCluster) =>
  () => {
    const cluster = FakeCluster.running();
    cluster.temporal.add(name);
    return cluster;
  };
const unwell = (): FakeCluster => {
  const cluster = FakeCluster.running();
  cluster.change("temporal-web", { state: "exited", exitCode: 137 });
  cluster.put(containerOf("temporal-cli", { state: "created" }));
  const hint = "Set POSTGRES_PASSWORD.";
  cluster.faults.set("temporal-postgres", { ok: false, fault: "wrong-password", message: "It refuses.", hint });
  return cluster;
};
const withPast = (): FakeCluster => {
  const cluster = FakeCluster.running();
  const createdAtMs = cluster.clock.now() - 1_000;
  cluster.volumes = [{ ...volume("temporal-blue-postgres-data", { instance: "blue" }), createdAtMs }];
  return cluster;
};
export const blocked = (): FakeCluster => {
  const cluster = new FakeCluster();
  cluster.heldPorts.set(7233, "taken");
  return cluster;
};

const withBackup = (): FakeCluster => {
  const cluster = FakeCluster.running();
  cluster.fileStore.files.set("/backups/small.backup.tar", smallBackup);
  cluster.volumes = [volume("temporal-postgres-data", { instance: "" })];
  return cluster;
};
/** That ran on 1.22.6 until now. */
function withUpgrade(): FakeCluster {
  const cluster = withBackup();
  void cluster.stores.database.recordServer({ version: "1.22.6", before: "1.22.0" });
  return cluster;
}
/** With data that tells its version. */
function withOldData(): FakeCluster {
  const cluster = FakeCluster.running();
  cluster.volumes = [volume("temporal-postgres-data", { dataVersion: "15" })];
  cluster.dataVersion = "15";
  return cluster;
}
/** With the images of a later version. */
function withLater(): FakeCluster {
  const cluster = withBackup();
  for (const { upstream } of Object.values(releaseOf("1.22.6")?.images ?? {})) cluster.images.set(upstream, upstream);
  return cluster;
}
function withBundle(): FakeCluster {
  const cluster = FakeCluster.running();
  cluster.fileStore.files.set("/bundles/small.bundle.tar", smallBundle);
  return cluster;
}

const small = { backup: "small" };

/** Each command that answers with one document, at least once. */
export const cases: readonly Case[] = [
  { title: "of a first start", command: "start", cluster: () => new FakeCluster() },
  { title: "of a start of what was stopped", command: "start", cluster: () => FakeCluster.stopped() },
  { title: "of a start that does not wait", command: "start", input: inputOf({ wait: false }) },
  { title: "of a plan", command: "start", input: inputOf({ dryRun: true }), cluster: () => new FakeCluster() },
  { title: "of a plan that is blocked", command: "start", input: inputOf({ dryRun: true }), cluster: blocked },
  { title: "of a healthy cluster", command: "status" },
  { title: "of a cluster that is not well", command: "status", cluster: unwell },
  { title: "where there is nothing", command: "status", cluster: () => new FakeCluster() },
  { title: "of a ready cluster", command: "wait" },
  { title: "of a running cluster", command: "stop" },
  { title: "of one service", command: "restart", input: inputOf({}, { services: ["web"] }) },
  { title: "of a running cluster", command: "down" },
  { title: "with --yes", command: "reset", input: inputOf({ yes: true }) },
  { title: "of a new one and an old one", command: "namespace", input: inputOf({}, { names: ["default", "new"] }) },
  { title: "of all", command: "namespace list" },
  { title: "of one", command: "namespace describe", input: inputOf({}, { name: "default" }) },
  { title: "of one", command: "namespace update", input: inputOf({ owner: "a@b.c" }, { name: "default" }) },
  {
    title: "of one",
    command: "namespace delete",
    input: inputOf({ yes: true }, { name: "old" }),
    cluster: isThere("old"),
  },
  { title: "of none", command: "namespace delete", input: inputOf({ yes: true }, { name: "none" }) },
  { title: "of all", command: "images list" },
  { title: "of all", command: "images pull" },
  { title: "of one", command: "images build", input: inputOf({}, { images: ["server"] }) },
  { title: "of two", command: "instances", cluster: withPast },
  { title: "of none", command: "search-attribute list" },
  { title: "of one", command: "search-attribute add", input: inputOf({}, { attributes: ["CustomerId=Keyword"] }) },
  { title: "of none", command: "search-attribute remove", input: inputOf({ yes: true }, { names: ["CustomerId"] }) },
  { title: "of what is the same", command: "visibility check" },
  { title: "of the whole index", command: "visibility rebuild", input: inputOf({ yes: true }) },
  { title: "of a running cluster", command: "backup create" },
  { title: "of every night", command: "backup schedule" },
  { title: "of all images", command: "bundle save", input: inputOf({}, { file: "/bundles/new.bundle.tar" }) },
  {
    title: "of one image",
    command: "bundle load",
    input: inputOf({}, { file: "/bundles/small.bundle.tar" }),
    cluster: withBundle,
  },
  ...securedCases,
  { title: "of one", command: "backup list", cluster: withBackup },
  { title: "of the newest", command: "backup show", input: inputOf({}, { backup: "latest" }), cluster: withBackup },
  { title: "of one", command: "backup verify", input: inputOf({}, small), cluster: withBackup },
  { title: "of one", command: "backup delete", input: inputOf({ yes: true }, small), cluster: withBackup },
  { title: "of one", command: "backup prune", input: inputOf({ keepLast: "1" }), cluster: withBackup },
  { title: "of one", command: "restore", input: inputOf({ yes: true }, small), cluster: withBackup },
  { title: "of what was kept", command: "restore back", input: inputOf({ yes: true }), cluster: withBackup },
  { title: "of none", command: "restore finish", cluster: withBackup },
  { title: "of nothing", command: "restore cleanup", input: inputOf({ yes: true }), cluster: withBackup },
  { title: "of a running cluster", command: "upgrade status" },
  { title: "of a running cluster", command: "upgrade plan" },
  { title: "of what is there", command: "upgrade apply", input: inputOf({ to: "1.22.0", yes: true }) },
  {
    title: "to a later version",
    command: "upgrade apply",
    input: inputOf({ to: "1.22.6", yes: true, rehearsal: false }),
    cluster: withLater,
  },
  {
    title: "of what is there",
    command: "upgrade postgres",
    input: inputOf({ to: "15", yes: true }),
    cluster: withOldData,
  },
  { title: "of what is there", command: "upgrade elasticsearch", input: inputOf({ to: "7.17.9", yes: true }) },
  { title: "of nothing", command: "upgrade cleanup", input: inputOf({ yes: true }), cluster: withBackup },
  { title: "of an upgrade", command: "upgrade rollback", input: inputOf({ yes: true }), cluster: withUpgrade },
  { title: "of a running cluster", command: "open" },
  { title: "of all", command: "config show" },
  { title: "of usable settings", command: "config validate" },
  { title: "in a new folder", command: "config init" },
  { title: "of the package's file", command: "config path" },
  { title: "of bash", command: "completion", input: inputOf({}, { shell: "bash" }) },
  { title: "of a running cluster", command: "doctor" },
  { title: "of a running cluster", command: "diagnose" },
];
