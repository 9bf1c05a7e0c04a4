#!/usr/bin/env node
// Writes docs/failures.md from the list of known failures; with --check only says whether it is up to date.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { importSource } from "./lib/import-source.mjs";

const { failureGroups } = await importSource("src/failures/index.ts");

const file = fileURLToPath(new URL("../docs/failures.md", import.meta.url));

const head = `# Known failures

A failed \`start\` names the service, and the cause where it is one of these; with \`--json\` it is \`error.failure\`.
This page is written by \`npm run docs\` from \`src/failures/\`.
`;

const row = ({ id, cause, advice, link }) =>
  `| [\`${id}\`](${link}) | ${[cause, advice].map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;

const groups = failureGroups.map(({ title, failures }) =>
  [`## ${title}`, "", "| id | cause | what to do |", "| --- | --- | --- |", ...failures.map(row), ""].join("\n"),
);
const text = [head, ...groups].join("\n");

if (text === readIfThere()) console.log("docs/failures.md is up to date.");
else if (process.argv.includes("--check")) {
  console.error("docs/failures.md does not agree with the code. Next: npm run docs");
  process.exitCode = 1;
} else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log("docs/failures.md was written.");
}

function readIfThere() {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
