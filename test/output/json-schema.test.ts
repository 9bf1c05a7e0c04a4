import { describe, expect, test } from "vitest";
import type { CommandContext, CommandDefinition } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { errorEnvelope, successEnvelope } from "../../src/output/json.ts";
import { failureOf } from "../support/expect-failure.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../support/fake-context.ts";
import { fakeFiles } from "../support/fake-files.ts";
import { runInProcess } from "../support/in-process.ts";
import { answeringCommands, problemsOf, schemaNames, schemaOf } from "../support/json-schemas.ts";
import { environmentFor } from "../support/served-environment.ts";
import { blocked, built, cases } from "./json-cases.ts";

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
