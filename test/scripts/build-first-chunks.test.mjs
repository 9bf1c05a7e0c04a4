import { afterEach, expect, test, vi } from "vitest";
import { firstChunks } from "../../scripts/lib/build-first-chunks.mjs";

const main = `
const later = () => require("./later.cjs");
require("./first.cjs");
if (process.argv.includes("--help")) require("./help.cjs"); else later();
if (process.env.CI !== "true" || process.env.SECRET !== undefined) later();`;
const chunks = (later = "") => [
  ["main.cjs", main],
  ...["first.cjs", "help.cjs"].map((name) => [name, ""]),
  ["later.cjs", later],
];

afterEach(() => vi.unstubAllEnvs());

test("chunks that are loaded to begin with are told, whatever the environment of the build", () => {
  for (const ci of ["true", undefined]) {
    vi.stubEnv("CI", ci);
    vi.stubEnv("SECRET", "1");
    expect(firstChunks(chunks())).toEqual(new Set(["main.cjs", "first.cjs", "help.cjs"]));
  }
});

test("a chunk that cannot be loaded ends the build, also one that is not needed first", () => {
  expect(() => firstChunks(chunks("throw new Error('broken: this is meant to be seen')"))).toThrow(/ended with 1/);
});
