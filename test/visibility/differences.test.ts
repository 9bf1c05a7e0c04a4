import { expect, test } from "vitest";
import { differences } from "../../src/visibility/differences.ts";

test.each([
  ["a time in another zone", "2026-11-29T10:11:12.13Z", "2026-11-29T11:11:12.130+01:00"],
  ["a time with a second and no more", "2026-11-29T10:11:12Z", "2026-11-29T10:11:12.000Z"],
  ["a list of one", "one", ["one"]],
])("%s is the same", (_, wanted, listed) => {
  expect(differences({ Field: wanted }, { Field: listed })).toEqual([]);
});

test.each([
  ["another nanosecond", "2026-11-29T10:11:12.130000001Z", "2026-11-29T10:11:12.130000002Z"],
  ["a longer list", ["one"], ["one", "two"]],
  ["a list in another order", ["two", "one"], ["one", "two"]],
  ["a number as text", 1, "1"],
  ["nothing", "one", undefined],
  ["something where nothing was", undefined, "one"],
])("%s is a difference", (_, wanted, listed) => {
  expect(differences({ Field: wanted, Same: 1 }, { Field: listed, Same: 1 })).toEqual(["Field"]);
});

test("a memo is compared by its fields, whatever their order", () => {
  const memo = (...fields: readonly string[]): string => Buffer.from(fields.join(""), "latin1").toString("base64");
  const one = "\x0a\x08\x0a\x01a\x12\x03\x12\x011";
  const two = "\x0a\x08\x0a\x01b\x12\x03\x12\x012";
  expect(differences({ Memo: memo(one, two) }, { Memo: memo(two, one) })).toEqual([]);
  expect(differences({ Memo: memo(one, two) }, { Memo: memo(one) })).toEqual(["Memo"]);
});

test("what a record tells of its own version has no meaning", () => {
  expect(differences({ VisibilityTaskKey: "1~2", MemoEncoding: "Proto3" }, { VisibilityTaskKey: "1~3" })).toEqual([]);
});

test("a record from before an upgrade lacks what later versions write, and is not wrong for that", () => {
  const wanted = { WorkflowId: "child", ParentWorkflowId: "parent", RootWorkflowId: "root" };
  expect(differences(wanted, { WorkflowId: "child" })).toEqual([]);
  expect(differences({ WorkflowId: "child" }, { WorkflowId: "child", RootWorkflowId: "" })).toEqual([]);
  expect(differences(wanted, { WorkflowId: "child", ParentWorkflowId: "other" })).toEqual(["ParentWorkflowId"]);
});
