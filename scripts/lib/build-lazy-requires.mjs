const requirement = /^var (import_\w+) = ((?:__toESM\()?require\("[^"\n]+"\)(?:, 1)?\)?);$/gm;

/**
 * Has a chunk load other chunks and parts of Node when it first uses one of their names, and not before it runs
 * itself: most commands use few of them, and a bare `node` has loaded none. What is used in another way than by a
 * name of it, or not at all, is loaded where it stands.
 * @param {string} code CommonJS as esbuild makes it of an ES module: `import_x.name` wherever a name is used. Texts are
 * not told from code: one with such words in it would be changed.
 */
export function withLazyRequires(code) {
  const found = [...code.matchAll(requirement)].filter(([, name]) => isOnlyAskedForNames(code, name));
  if (found.length === 0) return code;
  const names = new Set(found.map(([, name]) => name));
  const declared = code.replace(requirement, (line, name, load) =>
    names.has(name) ? `var ${name}$; function ${name}() { return ${name}$ ??= ${load}; }` : line,
  );
  return declared.replace(/\b(import_\w+)\./g, (use, name) => (names.has(name) ? `(${name}()).` : use));
}

function isOnlyAskedForNames(code, name) {
  const uses = code.match(new RegExp(`\\b${name}\\b`, "g")).length - 1;
  const namesAsked = code.match(new RegExp(`\\b${name}\\.\\w`, "g")) ?? [];
  return uses > 0 && uses === namesAsked.length;
}
