import { describe, expect, test } from "vitest";
import { criticalChain, type Span } from "../../src/progress/critical-chain.ts";

const span = (name: string, endedMs: number, ...after: string[]): Span => ({ name, endedMs, after });
const shown = (spans: readonly Span[]) => criticalChain(spans).map(({ name, tookMs }) => `${name} ${String(tookMs)}`);

describe("the critical chain", () => {
  test("goes back from what ended last to what it waited for longest", () => {
    const spans = [
      span("created", 10),
      span("database", 40, "created"),
      span("index", 90, "created"),
      span("schema", 100, "database", "index"),
      span("page", 95, "created"),
      span("server", 150, "schema"),
    ];
    expect(shown(spans)).toEqual(["created 10", "index 80", "schema 10", "server 50"]);
  });

  test("has links whose times add up to the whole", () => {
    const links = criticalChain([span("a", 7), span("b", 19, "a"), span("c", 31, "a", "b")]);
    expect(links.reduce((sum, { tookMs }) => sum + tookMs, 0)).toBe(31);
    expect(links.map(({ fromMs }) => fromMs)).toEqual([0, 7, 19]);
  });

  test("passes over what was not noted", () => {
    expect(shown([span("answers", 30, "started"), span("ready", 40, "answers", "namespace")])).toEqual([
      "answers 30",
      "ready 10",
    ]);
  });

  test("of nothing is nothing, and a circle ends", () => {
    expect(criticalChain([])).toEqual([]);
    expect(shown([span("a", 5, "b"), span("b", 5, "a")])).toHaveLength(2);
  });
});
