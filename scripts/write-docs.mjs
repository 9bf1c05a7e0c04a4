#!/usr/bin/env node
// Writes the tables of README.md that derive from the code; with --check only says whether they are up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importSource } from "./lib/import-source.mjs";

const { exitCodeOfCategory, exitCodes } = await importSource("src/errors.ts");
const { errorCodes, meaningOfExitCode } = await importSource("src/error-codes.ts");
const { settingsShape } = await importSource("src/services/index.ts");

const file = fileURLToPath(new URL("../README.md", import.meta.url));

const tables = {
  settings: table(
    ["setting", "default", "meaning"],
    Object.entries(settingsShape).map(([key, { defaultValue, description }]) => [
      `\`${key}\``,
      defaultValue === "" ? "(empty)" : `\`${defaultValue}\``,
      description,
    ]),
  ),
  "exit codes": table(
    ["code", "meaning"],
    Object.entries(exitCodes).map(([name, code]) => [`${code}`, meaningOfExitCode[name]]),
  ),
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

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const before = readFileSync(file, "utf8");
let after = before;
for (const [name, text] of Object.entries(tables)) {
  const begin = `<!-- ${name}: written by npm run docs -->`;
  const end = `<!-- end of ${name} -->`;
  const from = after.indexOf(begin);
  const to = after.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no place for the table of ${name}.`);
  after = `${after.slice(0, from + begin.length)}\n${text}\n${after.slice(to)}`;
}

if (after === before) console.log("README.md is up to date.");
else if (process.argv.includes("--check")) {
  console.error("README.md does not agree with the code. Next: npm run docs");
  process.exitCode = 1;
} else {
  writeFileSync(file, after);
  console.log("README.md was written.");
}
