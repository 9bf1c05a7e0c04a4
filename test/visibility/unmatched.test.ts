import { expect, test } from "vitest";
import type { ExecutionKey, ListedId } from "../../src/interfaces/visibility.ts";
import { uuidText } from "../../src/visibility/record-of.ts";
import { unmatched } from "../../src/visibility/unmatched.ts";

const namespaceId = Buffer.alloc(16, 1);
const keyOf = (workflowId: string, run = 1): ExecutionKey => ({
  ...{ shardId: 1, namespaceId, workflowId },
  runId: Buffer.alloc(16, run),
});
const listedOf = ({ workflowId, runId }: ExecutionKey): ListedId => ({
  ...{ id: `${workflowId}~${uuidText(runId)}`, namespaceId: uuidText(namespaceId) },
  ...{ workflowId, runId: uuidText(runId) },
});

async function* inPages<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  for (let first = 0; first < items.length; first += 2) yield items.slice(first, first + 2);
}

async function compare(there: readonly ExecutionKey[], listed: readonly ExecutionKey[]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const one of unmatched(inPages(there), inPages(listed.map(listedOf))))
    found.push("there" in one ? `+${one.there.workflowId}` : `-${one.listed.workflowId}`);
  return found;
}

const all = ["a", "b", "c", "d", "e"].map((id) => keyOf(id));

test("Of two equal lists nothing is left, and of none", async () => {
  expect(await compare(all, all)).toEqual([]);
  expect(await compare([], [])).toEqual([]);
});

test("What one of them lacks is found at its beginning, in it and at its end", async () => {
  const without = (...ids: readonly string[]): readonly ExecutionKey[] =>
    all.filter(({ workflowId }) => !ids.includes(workflowId));
  expect(await compare(all, without("a", "c", "e"))).toEqual(["+a", "+c", "+e"]);
  expect(await compare(without("a", "d", "e"), without("b"))).toEqual(["-a", "+b", "-d", "-e"]);
  expect(await compare(all, [])).toEqual(["+a", "+b", "+c", "+d", "+e"]);
  expect(await compare([], all)).toHaveLength(5);
});

test("Runs of one workflow are told apart", async () => {
  expect(await compare([keyOf("a", 1), keyOf("a", 2)], [keyOf("a", 2), keyOf("a", 3)])).toEqual(["+a", "-a"]);
});

test("The order is that of bytes: U+FF5E comes before an emoji, which JavaScript sorts the other way", async () => {
  const sorted = [keyOf("\uff5e"), keyOf("😀"), keyOf("😀😀")];
  expect(await compare(sorted, [keyOf("\uff5e"), keyOf("😀😀")])).toEqual(["+😀"]);
  expect(await compare([keyOf("😀")], sorted)).toEqual(["-\uff5e", "-😀😀"]);
});
