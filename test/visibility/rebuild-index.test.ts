import { describe, expect, test } from "vitest";
import { compareIndex } from "../../src/visibility/compare-index.ts";
import { rebuildIndex } from "../../src/visibility/rebuild-index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { storesInMemory } from "../support/stores-in-memory.ts";
import { recorded } from "./samples/executions.ts";

const { rows } = recorded("1.22.0");
const signal = new AbortController().signal;
const optionsOf = (stores: ReturnType<typeof storesInMemory>) => {
  return {
    executions: stores.executions,
    index: stores.index,
    depth: "content" as const,
    clock: new FakeClock(),
    signal,
    onRead: () => undefined,
  };
};
const rebuild = (stores: ReturnType<typeof storesInMemory>, makeIndex = stores.makeIndex) =>
  rebuildIndex({ ...optionsOf(stores), makeIndex });

describe("A rebuild of the index", () => {
  test("lists every execution, and says so in the index when it has seen it", async () => {
    const stores = storesInMemory(rows);
    const { executions, written, comparison } = await rebuild(stores);
    expect({ executions, written }).toEqual({ executions: rows.length, written: rows.length });
    expect(comparison).toMatchObject({ executions: rows.length, missing: 0, different: 0, surplus: 0 });
    expect(stores.isMarkedWhole()).toBe(true);
  });

  test("leaves what the server has written meanwhile, and counts it", async () => {
    const stores = storesInMemory(rows);
    const [row] = rows;
    const withRecord = async (): Promise<void> => {
      await stores.makeIndex();
      stores.serverWrites(row, { TaskQueue: "changed meanwhile" });
    };
    const { newer, comparison } = await rebuild(stores, withRecord);
    expect(newer).toBe(1);
    expect(comparison).toMatchObject({ different: 1, fields: { TaskQueue: 1 } });
  });

  test("leaves the mark of a partial index where a record was refused or differs", async () => {
    const stores = storesInMemory(rows, { refuses: "completed" });
    const { refused, comparison } = await rebuild(stores);
    expect(refused).toEqual([expect.stringMatching(/^completed~.*: mapper_parsing/)]);
    expect(comparison).toMatchObject({ missing: 1, examples: [expect.stringMatching(/^completed~.* is not listed$/)] });
    expect(stores.isMarkedWhole()).toBe(false);
  });

  test("leaves the mark of a partial index where it is cut short", async () => {
    const stores = storesInMemory(rows, { failsAtPage: 2 });
    await expect(rebuild(stores)).rejects.toThrow("the connection broke");
    expect(stores.isMarkedWhole()).toBe(false);
  });
});

describe("A rebuild whose set alone is compared", () => {
  const rebuildSet = async (stores: ReturnType<typeof storesInMemory>) =>
    rebuildIndex({ ...optionsOf(stores), depth: "set", makeIndex: stores.makeIndex });

  test("takes as many records as executions for the same, since each was taken", async () => {
    const stores = storesInMemory(rows);
    const { comparison } = await rebuildSet(stores);
    expect(comparison).toEqual({
      ...{ depth: "set", executions: rows.length, missing: 0, different: 0, surplus: 0 },
      ...{ fields: {}, examples: [] },
    });
    expect(stores.isMarkedWhole()).toBe(true);
  });

  test("looks for what is missing where a record was refused", async () => {
    const stores = storesInMemory(rows, { refuses: "completed" });
    const { comparison } = await rebuildSet(stores);
    expect(comparison).toMatchObject({ missing: 1, examples: [expect.stringMatching(/^completed~.* is not listed$/)] });
    expect(stores.isMarkedWhole()).toBe(false);
  });

  test("is whole where a row is no execution, although there are more rows than records", async () => {
    const stores = storesInMemory(rows);
    stores.makeZombie(rows[0]);
    const { comparison } = await rebuildSet(stores);
    expect(comparison).toMatchObject({ executions: rows.length, missing: 0, surplus: 0 });
    expect(stores.isMarkedWhole()).toBe(true);
  });
});

describe("A comparison", () => {
  test("looks again at what a server that runs may be about to list", async () => {
    const stores = storesInMemory(rows);
    await rebuild(stores);
    const [row] = rows;
    stores.lose(row);
    stores.afterRefreshes(2, () => {
      stores.serverWrites(row, {});
    });
    expect(await compareIndex(optionsOf(stores))).toMatchObject({ missing: 0, different: 0, surplus: 0 });
  });

  test("misses no record of an execution that is gone meanwhile", async () => {
    const stores = storesInMemory(rows);
    await rebuild(stores);
    stores.lose(rows[0]);
    stores.afterRefreshes(2, () => {
      stores.deleteExecution(rows[0]);
    });
    expect(await compareIndex(optionsOf(stores))).toMatchObject({ missing: 0, surplus: 0 });
  });

  test("by the set alone finds what is not listed, what does not exist, and no fault with what a record says", async () => {
    const stores = storesInMemory(rows);
    await rebuild(stores);
    const [lost, deleted, changed] = rows;
    stores.lose(lost);
    stores.deleteExecution(deleted);
    stores.serverWrites(changed, { TaskQueue: "changed" });
    const comparison = await compareIndex({ ...optionsOf(stores), depth: "set" });
    expect(comparison).toMatchObject({ executions: rows.length - 1, missing: 1, surplus: 1, different: 0 });
  });

  test("by the set alone takes a row that is no execution for none", async () => {
    const stores = storesInMemory(rows);
    await rebuild(stores);
    const [row] = rows;
    stores.lose(row);
    stores.makeZombie(row);
    expect(await compareIndex({ ...optionsOf(stores), depth: "set" })).toMatchObject({ missing: 0, surplus: 0 });
  });

  test("tells a record of an execution that does not exist", async () => {
    const stores = storesInMemory(rows);
    await rebuild(stores);
    stores.deleteExecution(rows[0]);
    const { surplus, examples } = await compareIndex(optionsOf(stores));
    expect({ surplus, examples }).toEqual({ surplus: 1, examples: [expect.stringContaining("does not exist")] });
  });
});
