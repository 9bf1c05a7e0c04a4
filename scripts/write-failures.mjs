#!/usr/bin/env node
// Writes docs/failures.md from the list of known failures; with --check only says whether it is up to date.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { importSource } from "./lib/import-source.mjs";

const { failureGroups } = await importSource("src/blame/failures/index.ts");

const file = fileURLToPath(new URL("../docs/failures.md", import.meta.url));

const head = `# Known failures

A failed \`start\` names the service, and the cause where it is one of these; with \`--json\` it is \`error.failure\`.
This page is written by \`npm run docs\` from \`src/blame/failures/\`. The last column tells how it is known what the software says:
recorded from the real thing, quoted from somebody's report, composed from the program's source, told by the engine as the
state of a container, or from memory. The samples are in \`test/blame/failures/samples/\`.
`;

const samples = fileURLToPath(new URL("../test/blame/failures/samples/", import.meta.url));
const files = readdirSync(samples);

/** How the words of a sample are known, the surest first; each by what its `# from:` begins with. */
const origins = [
  ["recorded", /^recorded from /],
  ["state", /^the state of a container/],
  ["quoted", /^(?:quoted|adapted) from (https:\S+)/],
  ["source", /^composed from /],
  ["memory", /^written from memory/],
];

function originOf(id) {
  const heads = files
    .filter((name) => name.split(".")[0] === id)
    .map((name) => /^# from: (.*)/.exec(readFileSync(join(samples, name), "utf8"))?.[1] ?? "");
  for (const [origin, sign] of origins) {
    const found = heads.map((head) => sign.exec(head)).find((match) => match !== null);
    if (found) return found[1] === undefined ? origin : `[${origin}](${found[1]})`;
  }
  throw new Error(`No sample of ${id} in test/blame/failures/samples/ says where it is from.`);
}

const row = ({ id, cause, advice, link }) =>
  `| [\`${id}\`](${link}) | ${[cause, advice].map((text) => text.replaceAll("|", "\\|")).join(" | ")} | ${originOf(id)} |`;

const groups = failureGroups.map(({ title, failures }) =>
  [
    `## ${title}`,
    "",
    "| id | cause | what to do | known by |",
    "| --- | --- | --- | --- |",
    ...failures.map(row),
    "",
  ].join("\n"),
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
