import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { errorCodes, temporalStatusCode } from "../src/error-codes.ts";
import { projectFolder } from "./support/in-process.ts";

interface Use {
  readonly place: string;
  readonly codes: readonly string[];
  readonly categories: readonly string[];
}

const sourceFolder = join(projectFolder, "src");
const uses = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && path !== "error-codes.ts")
  .flatMap((path) => usesIn(path, readFileSync(join(sourceFolder, path), "utf8")));

/** Every object with a `code` beside a `category`, a `hint` or what was seen: the facts of an error, or of what blocks a start; and tables of codes. */
function usesIn(path: string, text: string): Use[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const [code, category, hint, seen] = ["code", "category", "hint", "seen"].map((name) => valueOf(node, name));
      if (code !== undefined && (category ?? hint ?? seen) !== undefined) {
        const place = `${path}:${String(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
        found.push({ place, codes: wordsIn(code), categories: category === undefined ? [] : wordsIn(category) });
      }
    }
    if (ts.isVariableDeclaration(node) && /^codeOf/.test(node.name.getText())) {
      found.push({ place: path, codes: valuesIn(node.initializer), categories: [] });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function valuesIn(table: ts.Expression | undefined): string[] {
  if (table === undefined || !ts.isObjectLiteralExpression(table)) return [];
  return table.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) ? wordsIn(property.initializer) : [],
  );
}

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = object.properties.find((candidate) => candidate.name?.getText() === name);
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/** The words that an expression may become; what only decides between them does not count. */
function wordsIn(node: ts.Node): string[] {
  if (ts.isStringLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [`${node.head.text}*`];
  if (ts.isConditionalExpression(node)) return [...wordsIn(node.whenTrue), ...wordsIn(node.whenFalse)];
  const words: string[] = [];
  ts.forEachChild(node, (child) => void words.push(...wordsIn(child)));
  return words;
}

describe("the table of error codes", () => {
  test("has every code that the sources use, with its category", () => {
    const missing = uses.flatMap(({ place, codes, categories }) =>
      codes.flatMap((code, index) => {
        const known = errorCodes[code];
        if (known === undefined) return [`${place}: ${code} is not in src/error-codes.ts`];
        // Where one condition decides both, the first code has the first category.
        const own = categories.length === codes.length ? categories.slice(index, index + 1) : categories;
        const other = own.filter((category) => !known.categories.some((one) => one === category));
        return other.map((category) => `${place}: ${code} has the category ${category} in src/error-codes.ts, too`);
      }),
    );
    expect(missing).toEqual([]);
  });

  test("has no code that nobody uses", () => {
    const used = new Set(uses.flatMap(({ codes }) => codes));
    expect(Object.keys(errorCodes).filter((code) => !used.has(code))).toEqual([]);
    expect(used).toContain(temporalStatusCode);
  });

  test("says what each code means in one sentence or two", () => {
    for (const [code, { categories, meaning }] of Object.entries(errorCodes)) {
      expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*(?:_\*)?$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(categories).not.toEqual([]);
    }
  });
});
