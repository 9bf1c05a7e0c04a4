const [main, small] = ["main.cjs", "small.cjs"];
/** In characters, white space and comments included. Of smaller ones a command needs twenty, each for 0.3 ms. */
const largestSmall = 10_000;

/**
 * Puts into the file of the program the chunks that it needs to begin with, and small ones into a file of their own.
 * There each runs when it is first asked for, as it would in its own. Texts are not told from code: one that reads like
 * a chunk that is required would be changed.
 * @param {[name: string, code: string][]} chunks in CommonJS
 * @param {{ first: Set<string>, packages: Record<string, string[]> }} known a chunk with packages stays alone, so that
 *   it can be told which a command loads
 * @returns {[name: string, code: string][]} files
 */
export function toFiles(chunks, { first, packages }) {
  const fileOf = (name, code) => {
    if (name === main) return main;
    if (packages[name].length > 0) return name;
    if (first.has(name)) return main;
    return code.length <= largestSmall ? small : name;
  };
  const files = new Map(chunks.map(([name, code]) => [name, fileOf(name, code)]));
  const rewritten = chunks.map(([name, code]) => [name, withMoved(code, files)]);
  const alone = rewritten.filter(([name]) => name !== main && files.get(name) === name);
  const together = (file) =>
    rewritten
      .filter(([name]) => files.get(name) === file)
      .map(asPart)
      .join("\n");
  return [
    [main, `${once}\n${together(main)}\nexports[${JSON.stringify(main)}]();\n`],
    [small, `${once}\n${together(small)}\n`],
    ...alone,
  ];
}

function withMoved(code, files) {
  return code.replace(/\brequire\("\.\/([^"]+)"\)/g, (asIs, name) => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`${asIs} stands in a chunk, and there is no such chunk.`);
    return file === name && name !== main ? asIs : `require("./${file}")[${JSON.stringify(name)}]()`;
  });
}

const asPart = ([name, code]) => `exports[${JSON.stringify(name)}] = once(function (module, exports) {\n${code}\n});`;

/** What is asked for while it runs is what there is of it so far, and whoever asks again after a failure is told again. */
const once = `"use strict";
function once(run) {
  let module;
  return () => {
    if (module !== undefined) return module.exports;
    module = { exports: {} };
    try {
      run(module, module.exports);
      return module.exports;
    } catch (error) {
      module = undefined;
      throw error;
    }
  };
}`;
