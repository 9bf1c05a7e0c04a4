import { describe, expect, test } from "vitest";
import { settingsShape } from "../../../src/cluster/services/index.ts";
import {
  instanceLabel,
  instanceName,
  instancePortOffset,
  instancePrefix,
} from "../../../src/cluster/settings/instance.ts";

test.each([
  ["", "temporal", "default", "temporal-server"],
  ["blue", "temporal-blue", "blue", "temporal-blue-server"],
  ["ci-7", "temporal-ci-7", "ci-7", "temporal-ci-7-server"],
])("the instance %j gives its own names", (instance, prefix, label, container) => {
  expect(instancePrefix(instance)).toBe(prefix);
  expect(instanceLabel(instance)).toBe(label);
  expect(instanceName(instance, "temporal-server")).toBe(container);
});

test("only the beginning of a name is replaced", () => {
  expect(instanceName("blue", "temporal-postgres-data-of-temporal")).toBe("temporal-blue-postgres-data-of-temporal");
});

describe("port offsets", () => {
  const defaultPorts = Object.values(settingsShape)
    .filter(({ kind }) => kind === "port")
    .map(({ defaultValue }) => Number(defaultValue));
  const instances = Array.from({ length: 5_000 }, (_, index) => `instance-${String(index)}`);

  test("the default instance keeps the default ports", () => {
    expect(instancePortOffset("")).toBe(0);
  });

  test("a name gives the same offset each time, and others give others", () => {
    expect(instancePortOffset("blue")).toBe(instancePortOffset("blue"));
    expect(new Set(["blue", "green", "ci"].map(instancePortOffset)).size).toBe(3);
  });

  test("every offset keeps all ports below the range of ephemeral ports", () => {
    const highest = Math.max(...instances.map(instancePortOffset)) + Math.max(...defaultPorts);
    expect(highest).toBeLessThan(32_768);
    expect(Math.min(...instances.map(instancePortOffset))).toBeGreaterThan(0);
  });

  test("instances with different offsets never share a port", () => {
    const holders = new Map<number, number>();
    const shared: number[] = [];
    for (const offset of new Set([0, ...instances.map(instancePortOffset)])) {
      for (const port of defaultPorts) {
        if (holders.has(port + offset)) shared.push(port + offset);
        holders.set(port + offset, offset);
      }
    }
    expect(shared).toEqual([]);
  });
});
