import { describe, expect, test } from "vitest";
import type { CommandContext, CommandDefinition } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import type { CommandInput } from "../../src/commands/input.ts";
import type { BuildResult } from "../../src/images/recipe.ts";
import { errorEnvelope, successEnvelope } from "../../src/output/json.ts";
import { containerOf, volume } from "../support/containers.ts";
import { failureOf } from "../support/expect-failure.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../support/fake-context.ts";
import { fakeFiles } from "../support/fake-files.ts";
import { runInProcess } from "../support/in-process.ts";
import { answeringCommands, problemsOf, schemaNames, schemaOf } from "../support/json-schemas.ts";
import { environmentFor } from "../support/served-environment.ts";
import { smallBackup } from "../support/small-backup.ts";

function commandNamed(words: string): CommandDefinition {
  let among: readonly CommandDefinition[] = commands;
  let found: CommandDefinition | undefined;
  for (const word of words.split(" ")) {
    found = among.find(({ name }) => name === word);
    among = found?.subcommands ?? [];
  }
  if (found === undefined) throw new Error(`There is no command ${words}.`);
  return found;
}

const built: BuildResult = {
  images: [{ name: "server", localTag: "temporal-start/server:1.22.0", outcome: "built" }],
  totalBytes: 1,
  logFile: "/tmp/build.log",
};

interface Case {
  readonly title: string;
  readonly command: string;
  readonly input?: CommandInput;
  readonly cluster?: () => FakeCluster;
}

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
const blocked = (): FakeCluster => {
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
const small = { backup: "small" };

const cases: readonly Case[] = [
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
  { title: "of one", command: "backup list", cluster: withBackup },
  { title: "of the newest", command: "backup show", input: inputOf({}, { backup: "latest" }), cluster: withBackup },
  { title: "of one", command: "backup verify", input: inputOf({}, small), cluster: withBackup },
  { title: "of one", command: "backup delete", input: inputOf({ yes: true }, small), cluster: withBackup },
  { title: "of one", command: "backup prune", input: inputOf({ keepLast: "1" }), cluster: withBackup },
  { title: "of one", command: "restore", input: inputOf({ yes: true }, small), cluster: withBackup },
  { title: "of none", command: "restore finish", cluster: withBackup },
  { title: "of nothing", command: "restore cleanup", input: inputOf({ yes: true }), cluster: withBackup },
  { title: "of a running cluster", command: "open" },
  { title: "of all", command: "config show" },
  { title: "of usable settings", command: "config validate" },
  { title: "in a new folder", command: "config init" },
  { title: "of the package's file", command: "config path" },
  { title: "of bash", command: "completion", input: inputOf({}, { shell: "bash" }) },
  { title: "of a running cluster", command: "doctor" },
  { title: "of a running cluster", command: "diagnose" },
];

const shipped = fakeFiles({
  "/package/temporal.env": "#TEMPORAL_CONFIG_DIR=\n",
  "/package/temporal-config/development-sql.yaml": "limit.maxIDLength: 255\n",
});

function contextOf(cluster: FakeCluster): CommandContext {
  return {
    ...fakeContext(cluster, { isJson: true, files: shipped }),
    imageBuilder: async () => ({ build: async () => built }),
  };
}

describe("the shipped JSON Schema", () => {
  test("is there for every command that answers, and for no other", () => {
    const others = ["envelope", "shared", "start-event", "status-watch", "version"];
    expect([...schemaNames].toSorted()).toEqual([...answeringCommands.map(schemaOf), ...others].toSorted());
  });

  test("is tested here for every command that answers with one document", () => {
    const tested = new Set(cases.map(({ command }) => command));
    expect([...tested].toSorted()).toEqual(answeringCommands.filter((name) => name !== "logs").toSorted());
  });

  test.each(cases)("describes the answer $title of $command", async ({ command, input, cluster }) => {
    const world = (cluster ?? FakeCluster.running)();
    const { data } = await runOn(commandNamed(command), contextOf(world), input);
    // As a program reads it: what is undefined is not there.
    const document = JSON.parse(JSON.stringify(successEnvelope(command, data, ["A warning."]))) as object;
    expect(problemsOf(schemaOf(command), document)).toEqual([]);
    expect(problemsOf("envelope", document)).toEqual([]);
    expect(problemsOf(schemaOf(command), { ...document, data: { surprise: 1 } })).not.toEqual([]);
  });

  test("describes a failure", async () => {
    const failure = await failureOf(() => runOn(commandNamed("start"), contextOf(blocked())));
    const document = JSON.parse(JSON.stringify(errorEnvelope("start", failure, []))) as object;
    expect(problemsOf("start", document)).toEqual([]);
    expect(problemsOf("status", document)).not.toEqual([]);
    expect(problemsOf("envelope", { ...document, error: null })).not.toEqual([]);
  });

  test("describes a wrong command line", async () => {
    const { stdout } = await runInProcess(["nothing", "--json"]);
    expect(problemsOf("envelope", JSON.parse(stdout))).toEqual([]);
  });
});

describe("the shipped JSON Schema of lines", () => {
  const linesOf = (text: string): unknown[] =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

  test("describes each event of a start, and its answer", async () => {
    const environment = await environmentFor(new FakeCluster({ TEMPORAL_INSTANCE: "json-lines" }));
    const { stdout } = await runInProcess(["start", "--no-wait", "--json", "--instance", "json-lines"], {
      environment,
    });
    const lines = linesOf(stdout);
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines.slice(0, -1)) expect(problemsOf("start-event", line)).toEqual([]);
    expect(problemsOf("start", lines.at(-1))).toEqual([]);
  });

  test("describes each event of a status that is watched", async () => {
    const cluster = FakeCluster.running();
    const cancellation = new AbortController();
    const context = fakeContext(cluster, { isJson: true, signal: cancellation.signal });
    const deeds = async (): Promise<void> => {
      await cluster.clock.sleep(3_000);
      cluster.change("temporal-web", { state: "paused" });
      await cluster.clock.sleep(3_000);
      cancellation.abort();
    };
    await Promise.all([runOn(commandNamed("status"), context, inputOf({ watch: true })), deeds()]);
    const lines = linesOf(context.seen.stdout);
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(problemsOf("status-watch", line)).toEqual([]);
  });

  test("describes each line of a log", async () => {
    const cluster = FakeCluster.running();
    cluster.logLines.set("temporal-web", [{ time: "2026-01-31T12:00:00.000000000Z", text: "one" }]);
    const context = fakeContext(cluster, { isJson: true });
    await runOn(commandNamed("logs"), context, inputOf());
    for (const line of linesOf(context.seen.stdout)) expect(problemsOf("logs", line)).toEqual([]);
  });
});
