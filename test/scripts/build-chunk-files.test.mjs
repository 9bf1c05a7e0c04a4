import { expect, test } from "vitest";
import { toFiles } from "../../scripts/lib/build-chunk-files.mjs";

const filling = `/* ${"x".repeat(10_000)} */`;

/** Puts chunks into files and loads one; tells which files were run for it. */
function program(chunks, { first = [], packages = {} } = {}) {
  const known = {
    first: new Set(first),
    packages: { ...Object.fromEntries(chunks.map(([name]) => [name, []])), ...packages },
  };
  const files = new Map(toFiles(chunks, known));
  const loaded = [];
  const modules = new Map();
  const load = (id) => {
    const name = id.slice("./".length);
    if (modules.has(name)) return modules.get(name).exports;
    loaded.push(name);
    const module = { exports: {} };
    modules.set(name, module);
    new Function("exports", "require", "module", files.get(name))(module.exports, load, module);
    return module.exports;
  };
  return { files, load, loaded };
}

test("what the program needs to begin with lies in its own file, and small parts in one file", () => {
  const { files, load, loaded } = program(
    [
      ["main.cjs", `require("./first.cjs").say("main"); module.exports.later = () => require("./a.cjs").word;`],
      ["first.cjs", "exports.said = []; exports.say = (word) => exports.said.push(word);"],
      [
        "a.cjs",
        `require("./first.cjs").say("a"); exports.word = require("./b.cjs").word + require("./large.cjs").word;`,
      ],
      ["b.cjs", `require("./first.cjs").say("b"); exports.word = "small";`],
      ["large.cjs", `exports.word = " and large"; ${filling}`],
    ],
    { first: ["main.cjs", "first.cjs"] },
  );
  expect([...files.keys()]).toEqual(["main.cjs", "small.cjs", "large.cjs"]);
  const main = load("./main.cjs")["main.cjs"]();
  expect(loaded).toEqual(["main.cjs"]);
  expect([main.later(), main.later()]).toEqual(["small and large", "small and large"]);
  expect(loaded).toEqual(["main.cjs", "small.cjs", "large.cjs"]);
  expect(load("./main.cjs")["first.cjs"]().said).toEqual(["main", "a", "b"]);
});

test("chunks that need each other get what there is so far", () => {
  const { load } = program([
    ["main.cjs", `module.exports = require("./a.cjs");`],
    ["a.cjs", `exports.early = "a"; exports.seen = require("./b.cjs").seen;`],
    ["b.cjs", `exports.seen = require("./a.cjs").early;`],
  ]);
  expect(load("./main.cjs")["main.cjs"]()).toEqual({ early: "a", seen: "a" });
});

test("a chunk with packages stays alone, whether it is needed first or small", () => {
  const { files } = program(
    [
      ["main.cjs", ""],
      ["one.cjs", ""],
      ["two.cjs", ""],
    ],
    { first: ["main.cjs", "one.cjs"], packages: { "one.cjs": ["chalk"], "two.cjs": ["zod"] } },
  );
  expect([...files.keys()]).toEqual(["main.cjs", "small.cjs", "one.cjs", "two.cjs"]);
});

test("a part that fails does so each time it is asked for", () => {
  const { load } = program([
    ["main.cjs", `exports.ask = () => require("./part.cjs").word;`],
    ["part.cjs", `exports.word = "half"; throw new Error("broken");`],
  ]);
  const { ask } = load("./main.cjs")["main.cjs"]();
  expect(ask).toThrow("broken");
  expect(ask).toThrow("broken");
});

test("a chunk that is not there ends the build", () => {
  expect(() => program([["main.cjs", `require("./gone.cjs");`]])).toThrow(/gone\.cjs.* no such chunk/);
});
