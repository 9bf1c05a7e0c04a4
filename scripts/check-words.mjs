#!/usr/bin/env node
// The word list stays sorted and free of doubles, so that two people who add words do not collide.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./lib/project-folder.mjs";

const path = join(projectFolder, ".config", "words.txt");
const text = readFileSync(path, "utf8");
const byLetter = (a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), "en") || (a < b ? -1 : 1);
const sorted = `${[...new Set(text.split("\n").filter((line) => line.trim() !== ""))].sort(byLetter).join("\n")}\n`;

if (process.argv.includes("--fix")) {
  writeFileSync(path, sorted);
} else if (text !== sorted) {
  process.stderr.write(
    ".config/words.txt is not sorted or has doubles. To sort it: node scripts/check-words.mjs --fix\n",
  );
  process.exitCode = 1;
}
