import { beforeEach, describe, expect, test } from "vitest";
import type { CommandResult } from "../../../src/commands/command.ts";
import { searchAttribute } from "../../../src/commands/search-attribute/search-attribute.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

let cluster: FakeCluster;
beforeEach(() => {
  cluster = FakeCluster.running();
});

const run = (
  name: string,
  words: readonly string[] = [],
  flags: Readonly<Record<string, boolean>> = {},
  answer?: boolean,
): Promise<CommandResult> => {
  const definition = searchAttribute.subcommands?.find((candidate) => candidate.name === name);
  if (definition === undefined) throw new Error(`No subcommand ${name}.`);
  const context = fakeContext(cluster, answer === undefined ? {} : { answer });
  return runOn(definition, context, inputOf(flags, { attributes: words, names: words }));
};

describe("search-attribute add", () => {
  test("adds several at once, whatever the capitals of the type", async () => {
    const { text, data } = await run("add", ["CustomerId=keyword", "Amount=Double"]);
    expect(cluster.temporal.attributes).toEqual({ CustomerId: "Keyword", Amount: "Double" });
    expect(text).toBe(
      "CustomerId was added as Keyword. It can be used now.\nAmount was added as Double. It can be used now.\n",
    );
    expect(data).toEqual({
      attributes: [
        { name: "CustomerId", type: "Keyword", action: "add" },
        { name: "Amount", type: "Double", action: "add" },
      ],
    });
  });

  test("takes a name that every object of JavaScript has for a name", async () => {
    await run("add", ["constructor=Int"]);
    expect(Object.keys(cluster.temporal.attributes)).toEqual(["constructor"]);
  });

  test("run again changes nothing and says so", async () => {
    await run("add", ["CustomerId=Keyword"]);
    const { text, data } = await run("add", ["CustomerId=Keyword", "CustomerId=Keyword"]);
    expect(text).toBe("CustomerId is there already as Keyword.\n");
    expect(data).toEqual({ attributes: [{ name: "CustomerId", type: "Keyword", action: "nothing" }] });
  });

  test.each([
    ["a word without a type", ["CustomerId"], '"CustomerId" is not NAME=Type.'],
    ["a word without a name", ["=Int"], '"=Int" is not NAME=Type.'],
    ["an unknown type", ["CustomerId=String"], 'CustomerId: "String" is no type.'],
    ["an empty type", ["CustomerId="], 'CustomerId: "" is no type.'],
    ["a bad name", ["customer id=Int"], '"customer id" is no name of a search attribute'],
    ["one name with two types", ["A=Int", "A=Bool"], "A is wanted as Int and as Bool."],
    ["several faults", ["A", "B=x"], '"A" is not NAME=Type. B: "x" is no type.'],
  ])("refuses %s and adds nothing", async (_, words, message) => {
    const { facts, exitCode } = await failureOf(() => run("add", ["Good=Int", ...words]));
    expect(exitCode).toBe(2);
    expect(facts.message).toContain(message);
    expect(facts.hint).toBe("Write NAME=Type with one of Text, Keyword, KeywordList, Int, Double, Bool, Datetime.");
    expect(cluster.temporal.attributes).toEqual({});
  });

  test.each([
    ["another type", "A=Int", "A is there already as Keyword; its type cannot change."],
    ["the server's own", "WorkflowId=Keyword", "WorkflowId is one of the server's own (Keyword)."],
    ["a removed one", "Gone=Int", "Gone was there before with another type: Elasticsearch keeps its field as text."],
  ])("refuses %s and adds none of the others", async (_, word, message) => {
    cluster.temporal.attributes = { A: "Keyword" };
    cluster.temporal.fields = { A: "keyword", Gone: "text" };
    const { facts, exitCode } = await failureOf(() => run("add", ["Good=Int", word]));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`${message} Nothing was changed.`);
    expect(cluster.temporal.attributes).toEqual({ A: "Keyword" });
  });

  test.each([1, 3])("asks again where the server forgot it %i times for another client's change", async (times) => {
    cluster.temporal.swallowedChanges = times;
    expect((await run("add", ["CustomerId=Keyword"])).text).toContain("It can be used now.");
    expect(cluster.temporal.attributes).toEqual({ CustomerId: "Keyword" });
  });

  test("does not say that it was done where it is never seen", async () => {
    cluster.temporal.swallowedChanges = Number.POSITIVE_INFINITY;
    const { facts, exitCode } = await failureOf(() => run("add", ["CustomerId=Keyword"]));
    expect(exitCode).toBe(124);
    expect(facts).toMatchObject({ code: "SEARCH_ATTRIBUTES_UNSETTLED", retryable: true });
    expect(facts.message).toContain("has added CustomerId");
  });

  test("brings a removed one back with its type", async () => {
    cluster.temporal.fields = { Amount: "scaled_float" };
    await run("add", ["Amount=Double"]);
    expect(cluster.temporal.attributes).toEqual({ Amount: "Double" });
  });
});

describe("search-attribute list", () => {
  test("shows those that were added, and with --all the server's own", async () => {
    cluster.temporal.attributes = { B: "Int", A: "Text" };
    expect((await run("list")).text).toMatch(/^NAME +TYPE +KIND\nA +Text +custom\nB +Int +custom\n$/);
    const all = await run("list", [], { all: true });
    expect(all.text).toContain("WorkflowId  Keyword  system\n");
    expect(all.data).toEqual({ custom: { B: "Int", A: "Text" }, system: { WorkflowId: "Keyword" } });
  });

  test("says that none was added", async () => {
    expect((await run("list")).text).toBe("No search attributes were added.\n");
  });
});

describe("search-attribute remove", () => {
  beforeEach(() => {
    cluster.temporal.attributes = { A: "Keyword", B: "Int" };
  });

  test("removes those that are there and names the others", async () => {
    const { text, data } = await run("remove", ["A", "C"], { yes: true });
    expect(cluster.temporal.attributes).toEqual({ B: "Int" });
    expect(text).toBe("A was removed.\nThere is no search attribute C.\n");
    expect(data).toEqual({ names: ["A", "C"], removed: ["A"] });
  });

  test("asks again where the server forgot it", async () => {
    cluster.temporal.swallowedChanges = 2;
    await run("remove", ["A"], { yes: true });
    expect(cluster.temporal.attributes).toEqual({ B: "Int" });
  });

  test("asks first", async () => {
    expect((await failureOf(() => run("remove", ["A"], {}, false))).exitCode).toBe(5);
    expect((await failureOf(() => run("remove", ["A"]))).exitCode).toBe(5);
    expect(cluster.temporal.attributes).toHaveProperty("A");
    await run("remove", ["A"], {}, true);
    expect(cluster.temporal.attributes).not.toHaveProperty("A");
  });

  test("leaves the server's own alone", async () => {
    const { facts } = await failureOf(() => run("remove", ["A", "WorkflowId"], { yes: true }));
    expect(facts.message).toBe("WorkflowId is one of the server's own and stays. Nothing was changed.");
    expect(cluster.temporal.attributes).toHaveProperty("A");
  });

  test("refuses what is no name", async () => {
    expect((await failureOf(() => run("remove", ["A=Int"], { yes: true }))).exitCode).toBe(2);
  });
});
