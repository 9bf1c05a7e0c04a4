#!/usr/bin/env node
// Compiles src/ to dist/. The new folder takes the old one's place only when it is complete,
// so a failing build leaves a working dist/ behind, and no file of a deleted source stays.
import { spawnSync } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildIsCurrent, keepBuildStamp } from "./lib/build-stamp.mjs";
import { projectFolder } from "./lib/project-folder.mjs";

const target = join(projectFolder, "dist");
const fresh = `${target}.${process.pid}.new`;
const old = `${target}.${process.pid}.old`;

function compile() {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const args = [compiler, "--project", join(projectFolder, "src"), "--outDir", fresh];
  return spawnSync(process.execPath, args, { stdio: "inherit", cwd: projectFolder }).status ?? 1;
}

function replaceTarget() {
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
}

if (process.argv.includes("--if-changed") && buildIsCurrent()) {
  process.stdout.write("dist/ is as src/ wants it\n");
} else {
  const stamp = keepBuildStamp();
  try {
    process.exitCode = compile();
    if (process.exitCode === 0) {
      replaceTarget();
      stamp();
    }
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}
