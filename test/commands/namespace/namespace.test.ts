// cspell:ignore média
import { beforeEach, describe, expect, test } from "vitest";
import type { CommandDefinition, CommandResult } from "../../../src/commands/command.ts";
import { namespace } from "../../../src/commands/namespace/namespace.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

let cluster: FakeCluster;

beforeEach(() => {
  cluster = FakeCluster.running();
});

function subcommand(name: string): CommandDefinition {
  const found = namespace.subcommands?.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`No subcommand ${name}.`);
  return found;
}

const run = (
  definition: CommandDefinition,
  name: string,
  flags: Readonly<Record<string, string>> = {},
): Promise<CommandResult> => runOn(definition, fakeContext(cluster), inputOf(flags, { name }));

const create = (names: readonly string[], flags: Readonly<Record<string, string>> = {}): Promise<CommandResult> =>
  runOn(namespace, fakeContext(cluster), inputOf(flags, { names }));

describe("namespace NAME", () => {
  test("creates it with the default retention of the settings", async () => {
    const { text, exitCode } = await create(["media-planner"]);
    expect(exitCode).toBe(0);
    expect(text).toBe("Namespace media-planner was created; retention 7d. It can be used now.\n");
    expect(cluster.temporal.registered.get("media-planner")).toMatchObject({ retentionSeconds: 604_800 });
  });

  test("creates it with what the flags ask for", async () => {
    await create(["media-planner"], { retention: "36h", description: "Plans, média", owner: "a@example.org" });
    expect(cluster.temporal.registered.get("media-planner")).toMatchObject({
      retentionSeconds: 129_600,
      description: "Plans, média",
      ownerEmail: "a@example.org",
    });
  });

  test("run again changes nothing and says so", async () => {
    await create(["media-planner"], { retention: "30d" });
    const { text, data } = await create(["media-planner"]);
    expect(text).toBe("Namespace media-planner is there already; retention 30d. It can be used now.\n");
    expect(data).toMatchObject({ namespaces: [{ action: "nothing", namespace: { name: "media-planner" } }] });
  });

  test("run again with another value changes that value alone", async () => {
    await create(["media-planner"], { retention: "30d", owner: "a@example.org" });
    const { text } = await create(["media-planner"], { retention: "14d" });
    expect(text).toBe("Namespace media-planner was updated; retention 14d. It can be used now.\n");
    expect(cluster.temporal.registered.get("media-planner")).toMatchObject({ ownerEmail: "a@example.org" });
  });

  test.each(["59m", "1s", "0d"])("refuses a retention of %s, below the server's minimum", async (retention) => {
    const { facts, exitCode } = await failureOf(() => create(["media-planner"], { retention }));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`--retention ${retention} is below the server's minimum of 1h.`);
    expect(cluster.temporal.registered.has("media-planner")).toBe(false);
  });

  test("refuses a retention that the server cannot count with", async () => {
    const { facts, exitCode } = await failureOf(() => create(["media-planner"], { retention: "109500d" }));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe("--retention 109500d is more than 36500d, which the server cannot count with.");
    expect(cluster.temporal.registered.has("media-planner")).toBe(false);
  });

  test.each(["7", "", "a week", "-7d"])("refuses %j as a retention", async (retention) => {
    const { facts, exitCode } = await failureOf(() => create(["media-planner"], { retention }));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`--retention "${retention}" is no duration.`);
  });

  test.each(["", " ", "a b", "-x", ".x", "ä", "a/b", "a".repeat(201)])("refuses the name %j", async (name) => {
    const { facts, exitCode } = await failureOf(() => create([name]));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`"${name}" is no namespace name.`);
  });

  test("says in one line that the server does not answer", async () => {
    cluster.change("temporal-server", { state: "exited" });
    const { facts, exitCode } = await failureOf(() => create(["media-planner"]));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "TEMPORAL_UNREACHABLE",
      message: "Temporal Server does not answer at 127.0.0.1:7233.",
      hint: "temporal-start status",
    });
  });
});

describe("namespace list and describe", () => {
  test("list shows all namespaces in a table", async () => {
    cluster.temporal.add("media-planner", { retentionSeconds: 3_600, description: "Plans", ownerEmail: "a@b.org" });
    const { text } = await run(subcommand("list"), "");
    expect(text).toBe(
      [
        "NAME           STATE       RETENTION  DESCRIPTION  OWNER",
        "default        registered  7d",
        "media-planner  registered  1h         Plans        a@b.org",
        "",
      ].join("\n"),
    );
  });

  test("describe shows one", async () => {
    const { text } = await run(subcommand("describe"), "default");
    expect(text).toBe("name         default\nstate        registered\nretention    7d\ndescription\nowner\n");
  });
});

describe("an unknown namespace", () => {
  test.each([
    ["describe", {}],
    ["update", { retention: "7d" }],
  ])("is refused by %s with one line", async (name, flags) => {
    const { facts, exitCode } = await failureOf(() => run(subcommand(name), "nowhere", flags));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({ code: "NAMESPACE_UNKNOWN", message: 'There is no namespace "nowhere".' });
    expect(cluster.temporal.registered.has("nowhere")).toBe(false);
  });
});

describe("namespace update", () => {
  test("changes what the flags name", async () => {
    const { data } = await run(subcommand("update"), "default", { description: "Ours" });
    expect(data).toMatchObject({ action: "update", namespace: { name: "default", description: "Ours" } });
    expect(cluster.temporal.registered.get("default")).toMatchObject({
      description: "Ours",
      retentionSeconds: 604_800,
    });
  });

  test("without a flag has nothing to change", async () => {
    const { facts, exitCode } = await failureOf(() => run(subcommand("update"), "default"));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe("Nothing to change.");
  });
});
