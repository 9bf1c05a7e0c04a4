import { Script } from "node:vm";
import { transform } from "esbuild";
import { expect, test } from "vitest";
import { withLazyRequires } from "../../scripts/lib/build-lazy-requires.mjs";

const parts = {
  "./part.cjs": { word: "said", Part: class Part {}, say: () => "called" },
  "node:path": { join: (...names) => names.join("+") },
};

/** Runs a chunk and tells what it exports, and what it had loaded before and after its exports were called. */
function run(code) {
  const loaded = [];
  const module = { exports: {} };
  const load = (id) => {
    loaded.push(id);
    return parts[id];
  };
  new Script(`(function (require, module, __toESM) { ${withLazyRequires(code)} })`).runInThisContext()(
    load,
    module,
    (part) => ({ default: part }),
  );
  return { loaded, exports: module.exports };
}

test("what a chunk requires is loaded when a name of it is first used, and once", () => {
  const { loaded, exports } = run(`
var import_part = require("./part.cjs");
var import_node_path = __toESM(require("node:path"));
module.exports = () => [import_part.word, (0, import_part.say)(), import_node_path.default.join("a", "b")];`);
  expect(loaded).toEqual([]);
  expect(exports()).toEqual(["said", "called", "a+b"]);
  exports();
  expect(loaded).toEqual(["./part.cjs", "node:path"]);
});

test("what the bundler makes of a module that hands names on is taken apart, too", async () => {
  const source = `import { word } from "./part.cjs"; import { join } from "node:path"; export { say } from "./part.cjs";
    export const tell = () => join(word, "b");`;
  const { code } = await transform(source, { format: "cjs", platform: "node" });
  const { loaded, exports } = run(code);
  expect(loaded).toEqual([]);
  expect([exports.say(), exports.tell()]).toEqual(["called", "said+b"]);
  expect(new Set(loaded)).toEqual(new Set(["./part.cjs", "node:path"]));
});

test("its classes can be made and extended", () => {
  const { exports } = run(`
var import_part = require("./part.cjs");
module.exports = () => [new import_part.Part(), new (class extends import_part.Part {})()];`);
  for (const made of exports()) expect(made).toBeInstanceOf(parts["./part.cjs"].Part);
});

test("what is used as a whole, or not at all, is loaded where it stands", () => {
  const { loaded, exports } = run(`
var import_part = require("./part.cjs");
var import_node_path = require("node:path");
module.exports = { ...import_part };`);
  expect(loaded).toEqual(["./part.cjs", "node:path"]);
  expect(exports.word).toBe("said");
});
