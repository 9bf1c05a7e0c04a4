import { expect, test } from "vitest";
import type { ListedRecord, SourceRecord, VisibilityIndex } from "../../src/interfaces/visibility.ts";
import { completeIndex } from "../../src/visibility/complete-index.ts";

const closed = { CloseTime: "2026-01-01T00:00:00Z" };

/** What is added to the records that are listed, by id. */
async function additions(
  listed: Readonly<Record<string, ListedRecord["fields"]>>,
  copies: Readonly<Record<string, string>>,
  refused: readonly string[] = [],
): Promise<Readonly<Record<string, string>>> {
  const added: SourceRecord[] = [];
  const index: Pick<VisibilityIndex, "add" | "find" | "refresh"> = {
    refresh: async () => undefined,
    find: async (ids) =>
      new Map(ids.flatMap((id) => (listed[id] === undefined ? [] : [[id, { id, fields: listed[id] }] as const]))),
    add: async (records) => {
      added.push(...records);
      return { written: records.length, newer: 0, refused };
    },
  };
  const pairs = Object.entries(copies).map(([id, source]) => ({ id, source }));
  const copied = (async function* () {
    yield* pairs;
  })();
  const told = await completeIndex(index as VisibilityIndex, copied, new AbortController().signal);
  expect(told).toEqual(refused);
  return Object.fromEntries(added.map(({ id, source }) => [id, source]));
}

test("a closed workflow gets what it lacks, with all digits, and keeps what it has", async () => {
  const copy = `{"CloseTime":"${closed.CloseTime}","WorkflowType":"other","Whole":1152921504606846977}`;
  expect(await additions({ a: { ...closed, WorkflowType: "greet" } }, { a: copy })).toEqual({
    a: '{"Whole":1152921504606846977}',
  });
});

test.each([
  ["open in the database", { a: {} }, `{"CloseTime":"${closed.CloseTime}","Kind":"x"}`],
  ["open in the copy", { a: closed }, '{"Kind":"x"}'],
  ["not listed", {}, `{"CloseTime":"${closed.CloseTime}","Kind":"x"}`],
  ["complete", { a: { ...closed, Kind: "y" } }, `{"CloseTime":"${closed.CloseTime}","Kind":"x"}`],
])("a workflow that is %s stays as it is", async (_, listed, copy) => {
  expect(await additions(listed, { a: copy })).toEqual({});
});

test("what Elasticsearch refuses is told", async () => {
  const copy = `{"CloseTime":"${closed.CloseTime}","Kind":"x"}`;
  expect(await additions({ a: closed }, { a: copy }, ["a: no such field"])).toEqual({ a: '{"Kind":"x"}' });
});
