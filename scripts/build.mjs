#!/usr/bin/env node
// Bundles src/ to dist/, or to the folder of --outdir; types are checked by `npm run check:types`.
// The new folder takes the old one's place only when it is complete, so a failing build leaves a
// working dist/ behind, and no file of a deleted source stays.
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleInto } from "./lib/build-bundle.mjs";
import { buildIsCurrent, keepBuildStamp } from "./lib/build-stamp.mjs";
import { projectFolder } from "./lib/project-folder.mjs";

const { values } = parseArgs({ options: { "if-changed": { type: "boolean" }, outdir: { type: "string" } } });
const target = join(projectFolder, "dist");
const fresh = `${target}.${process.pid}.new`;
const old = `${target}.${process.pid}.old`;

async function replaceTarget() {
  const stamp = keepBuildStamp();
  try {
    await bundleInto(fresh);
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
    stamp();
  } finally {
    if (!existsSync(target) && existsSync(old)) renameSync(old, target);
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

if (values["if-changed"] && buildIsCurrent()) {
  process.stdout.write("dist/ is as src/ wants it\n");
} else {
  try {
    await (values.outdir === undefined ? replaceTarget() : bundleInto(values.outdir));
  } catch (error) {
    // The bundler has already told what is wrong in the sources.
    if (!Array.isArray(error.errors)) throw error;
    process.exitCode = 1;
  }
}
