import { expect, test } from "vitest";
import { searchAttributeTypes } from "../../../src/cluster/settings/search-attributes.ts";
import { toSearchAttributes, typeNumbers } from "../../../src/temporal/admin/temporal-search-attributes.ts";

test("every type goes to the server and comes back as itself", () => {
  const types = Object.fromEntries(searchAttributeTypes.map((type) => [`My${type}`, type]));
  const customAttributes = typeNumbers(types);
  expect(Object.values(customAttributes).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(toSearchAttributes({ customAttributes }).custom).toEqual(types);
});

test("an answer that lacks a part, or has a type of a later server, is read as far as it goes", () => {
  expect(toSearchAttributes({})).toEqual({ custom: {}, system: {}, fields: {} });
  expect(toSearchAttributes({ systemAttributes: { New: 99, Old: 2 } }).system).toEqual({ Old: "Keyword" });
});
