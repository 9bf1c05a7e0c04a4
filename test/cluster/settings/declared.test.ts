import { describe, expect, test } from "vitest";
import { parseDeclaredAttributes, parseNamespaces } from "../../../src/cluster/settings/declared.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { testSettings } from "../../support/settings.ts";

describe("namespaces", () => {
  test("are names, with the time their workflows are kept or without", () => {
    expect(parseNamespaces(" orders=30d, invoices ,")).toEqual({
      namespaces: [{ name: "orders", retentionSeconds: 2_592_000 }, { name: "invoices" }],
      problems: [],
    });
  });

  test.each([
    ["a bad name", "a b", '"a b" is not NAME or NAME=RETENTION.'],
    ["too long a time", "a=36501d", 'a: "36501d" is no duration from 1h to 36500d such as 7d or 36h.'],
    ["the server's own", "temporal-system", '"temporal-system" is not NAME or NAME=RETENTION.'],
    ["no name", "=7d", '"=7d" is not NAME or NAME=RETENTION.'],
    ["too short a time", "a=59m", 'a: "59m" is no duration from 1h to 36500d such as 7d or 36h.'],
    ["one name twice", "a,a=7d", "a is named twice."],
  ])("refuse %s with its place", async (_, text, message) => {
    const { facts } = await failureOf(() => testSettings({ TEMPORAL_NAMESPACES: text }));
    expect(facts.details).toEqual([
      `--set: TEMPORAL_NAMESPACES "${text}" must be a list such as orders=30d,invoices: ${message}`,
    ]);
  });
});

describe("search attributes", () => {
  test("are names with types, and with the switch those of samples, too", () => {
    expect([...parseDeclaredAttributes("CustomerId=keyword").wanted]).toEqual([["CustomerId", "Keyword"]]);
    const { wanted } = parseDeclaredAttributes("CustomerId=Keyword,CustomIntField=Int", "true");
    expect(Object.fromEntries(wanted)).toEqual({
      CustomKeywordField: "Keyword",
      CustomStringField: "Text",
      CustomTextField: "Text",
      CustomIntField: "Int",
      CustomDatetimeField: "Datetime",
      CustomDoubleField: "Double",
      CustomBoolField: "Bool",
      CustomerId: "Keyword",
    });
  });

  test.each(["CustomerId", "CustomerId=String", "A=Int,A=Bool"])("refuse %s", async (text) => {
    const { facts } = await failureOf(() => testSettings({ TEMPORAL_SEARCH_ATTRIBUTES: text }));
    expect(facts.code).toBe("SETTINGS_INVALID");
  });
});
