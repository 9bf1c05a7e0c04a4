import { expect, test } from "vitest";
import { totalImageBytes } from "../../../src/images/plan/image-size.ts";

const base = { sizeBytes: 100, layers: ["a"] };
const cli = { sizeBytes: 170, layers: ["a", "b"] };
const server = { sizeBytes: 200, layers: ["a", "b", "c"] };
const tools = { sizeBytes: 190, layers: ["a", "b", "d"] };
const foreign = { sizeBytes: 50, layers: ["x"] };

test("shared layers count once", () => {
  expect(totalImageBytes([server, tools, cli, base])).toBe(100 + 70 + 30 + 20);
});

test("images without a common ancestor add up", () => {
  expect(totalImageBytes([base, foreign])).toBe(150);
});

test("no image takes no space", () => {
  expect(totalImageBytes([])).toBe(0);
});
