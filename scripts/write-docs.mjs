#!/usr/bin/env node
// Writes what derives from the code: tables of README.md, docs/commands.md and the man page; with --check it
// only says whether they are up to date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { commandReference, table } from "./lib/command-reference.mjs";
import { importSource } from "./lib/import-source.mjs";
import { manPage } from "./lib/man-page.mjs";
import { projectFolder } from "./lib/project-folder.mjs";

const { exitCodeOfCategory, exitCodes } = await importSource("src/errors.ts");
const { errorCodes, meaningOfExitCode } = await importSource("src/error-codes.ts");
const { settingsShape } = await importSource("src/cluster/services/index.ts");

const { commands } = await importSource("src/commands/index.ts");
const globals = await importSource("src/commands/shared/global-flags.ts");

const settings = Object.entries(settingsShape).map(([key, { defaultValue, description }]) => [
  key,
  defaultValue,
  description,
]);
const exitCodeRows = Object.entries(exitCodes).map(([name, code]) => [`${code}`, meaningOfExitCode[name]]);

const tables = {
  settings: table(
    ["setting", "default", "meaning"],
    settings.map(([key, value, meaning]) => [`\`${key}\``, value === "" ? "(empty)" : `\`${value}\``, meaning]),
  ),
  "exit codes": table(["code", "meaning"], exitCodeRows),
  "error codes": table(
    ["code", "category", "exit code", "meaning"],
    Object.entries(errorCodes).map(([code, { categories, meaning }]) => [
      `\`${code}\``,
      ...(categories.length > 3 ? ["any", "by category"] : columnsOf(categories)),
      meaning,
    ]),
  ),
};

function columnsOf(categories) {
  return [categories.join(", "), categories.map((category) => exitCodeOfCategory[category]).join(", ")];
}

function withTables(text) {
  let after = text;
  for (const [name, rows] of Object.entries(tables)) {
    const begin = `<!-- ${name}: written by npm run docs -->`;
    const end = `<!-- end of ${name} -->`;
    const from = after.indexOf(begin);
    const to = after.indexOf(end);
    if (from < 0 || to < from) throw new Error(`README.md has no place for the table of ${name}.`);
    after = `${after.slice(0, from + begin.length)}\n${rows}\n${after.slice(to)}`;
  }
  return after;
}

const facts = { commands, ...globals, exitCodes: exitCodeRows, settings };
const documents = {
  "README.md": withTables,
  "docs/commands.md": () => commandReference(facts),
  "man/temporal-start.1": () => manPage(facts),
};

for (const [name, write] of Object.entries(documents)) {
  const path = join(projectFolder, name);
  const before = existsSync(path) ? readFileSync(path, "utf8") : "";
  const after = write(before);
  if (after === before) console.log(`${name} is up to date.`);
  else if (process.argv.includes("--check")) {
    console.error(`${name} does not agree with the code. Next: npm run docs`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, after);
    console.log(`${name} was written.`);
  }
}
