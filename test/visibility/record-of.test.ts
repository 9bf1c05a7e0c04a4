import { describe, expect, test } from "vitest";
import type { ListedRecord } from "../../src/interfaces/visibility.ts";
import { differences } from "../../src/visibility/differences.ts";
import { recordId, recordOf } from "../../src/visibility/record-of.ts";
import { recorded } from "./samples/executions.ts";

const { rows, records } = recorded("1.22.0");
const noMore: ReadonlySet<string> = new Set();
const fieldsOf = (source: string): ListedRecord["fields"] => JSON.parse(source) as ListedRecord["fields"];
const rowOf = (workflowId: string): (typeof rows)[number] => {
  const found = rows.find((row) => row.workflowId === workflowId);
  if (found === undefined) throw new Error(`no row of ${workflowId} was recorded`);
  return found;
};

describe("A record made from the database", () => {
  test.each(rows.map((row) => [row.workflowId, row] as const))("is what Temporal Server listed: %s", (_, row) => {
    const record = recordOf(row, noMore);
    const listed = records[record?.id ?? ""];
    expect(listed).toBeDefined();
    expect(differences(fieldsOf(record?.source ?? ""), listed ?? {})).toEqual([]);
  });

  test("has a version below those that the server writes, so that they stay", () => {
    const row = rowOf("completed");
    const [shard, task = ""] = String(records[recordOf(row, noMore)?.id ?? ""]?.VisibilityTaskKey).split("~");
    const version = recordOf(row, noMore)?.version ?? 0n;
    expect(Number(shard)).toBe(row.shardId);
    expect(version).toBeLessThan(BigInt(task));
    // Not below those that another holder of the shard has written.
    expect(version + 1n).toBe((BigInt(task) >> 20n) << 20n);
  });

  test("has its relatives where the index has fields for them", () => {
    const child = rowOf("open-parent-child");
    const parent = recordOf(rowOf("open-parent"), noMore);
    const fields = fieldsOf(recordOf(child, new Set(["ParentWorkflowId", "ParentRunId"]))?.source ?? "");
    expect(`${String(fields.ParentWorkflowId)}~${String(fields.ParentRunId)}`).toBe(parent?.id);
    expect(fieldsOf(recordOf(child, noMore)?.source ?? "")).not.toHaveProperty("ParentWorkflowId");
  });

  test("keeps all digits of a whole number", () => {
    expect(recordOf(rowOf("open-every-type"), noMore)?.source).toContain('"Whole":9007199254740991');
  });

  test("is none of a zombie", () => {
    const zombie = Buffer.from([0x18, 0x04, 0x20, 0x01]);
    expect(recordOf({ ...rowOf("completed"), state: zombie }, noMore)).toBeUndefined();
  });
});

test.each([
  ["short", "short~r"],
  ["x".repeat(600), `${"x".repeat(510)}~r`],
  ["é".repeat(255), `${"é".repeat(255)}~r`],
])("the id of a record has at most 512 bytes", (workflowId, id) => {
  expect(recordId(workflowId, "r")).toBe(id);
});
