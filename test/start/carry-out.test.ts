import { expect, test } from "vitest";
import { createLatch } from "../../src/async/latch.ts";
import type { Deed, Operation, OperationEdge } from "../../src/interfaces/operation.ts";
import { carryOut, carryOutAll } from "../../src/start/carry-out.ts";

const removal = (name: string, edges: readonly OperationEdge[] = []): Operation => ({
  kind: "remove",
  what: "container",
  name,
  id: name,
  edges,
});
const after = (id: string, point: OperationEdge["point"] = "done"): OperationEdge => ({ after: id, point });

/** Does nothing but note what it was asked for, and fails where it is told to. */
function noting(failing: readonly string[] = []) {
  const done: string[] = [];
  const perform = async (deed: Deed): Promise<void> => {
    await new Promise(setImmediate);
    const name = deed.kind === "remove" ? deed.name : deed.kind;
    if (failing.includes(name)) throw new Error(`${name} failed`);
    done.push(name);
  };
  return { done, backend: { perform } };
}

test("what comes later waits, however the operations are listed", async () => {
  const { done, backend } = noting();
  await carryOut([removal("c", [after("b")]), removal("b", [after("a")]), removal("a")], { backend });
  expect(done).toEqual(["a", "b", "c"]);
});

test("what has nothing to do is not done, and what comes after it goes on", async () => {
  const { done, backend } = noting();
  const isDone = async ({ id }: Operation): Promise<boolean> => id === "a";
  await carryOut([removal("b", [after("a")]), removal("a")], { backend, isDone });
  expect(done).toEqual(["b"]);
});

test("an operation that is no part of the walk was done before", async () => {
  const { done, backend } = noting();
  await carryOut([removal("a", [after("pulled")])], { backend });
  expect(done).toEqual(["a"]);
});

test("what comes after a failure is not begun, and the failure is thrown at once", async () => {
  const { done, backend } = noting(["a"]);
  const never = createLatch();
  const perform: typeof backend.perform = (deed) => (deed.kind === "clear" ? never.opened : backend.perform(deed));
  const operations: readonly Operation[] = [
    removal("a"),
    removal("b", [after("a")]),
    { kind: "clear", id: "long", edges: [] },
  ];
  await expect(carryOut(operations, { backend: { perform } })).rejects.toThrow("a failed");
  expect(done).toEqual([]);
});

test("where all is to end, a failure holds up nothing that only waits for its end", async () => {
  const { done, backend } = noting(["a"]);
  const operations = [removal("a"), removal("b", [after("a", "over")]), removal("c", [after("a")]), removal("d")];
  await expect(carryOutAll(operations, { backend })).rejects.toThrow("a failed");
  expect(done.toSorted()).toEqual(["b", "d"]);
});

test("nothing is begun after the signal", async () => {
  const { done, backend } = noting();
  const ending = new AbortController();
  const walk = carryOut([removal("a"), removal("b", [after("a")])], {
    backend,
    signal: ending.signal,
    onPoint: () => {
      ending.abort(new Error("ended"));
    },
  });
  await expect(walk).rejects.toThrow("ended");
  expect(done).toEqual(["a"]);
});
