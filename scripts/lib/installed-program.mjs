import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { buildInputs } from "./build-stamp.mjs";
import { contentHash, readStamp, writeStamp } from "./content-hash.mjs";
import { npmCommand } from "./npm.mjs";
import { projectFolder } from "./project-folder.mjs";
import { takeRunLock } from "./run-lock.mjs";

const stampName = "installed";
const manifest = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
/** dist/ is made of the inputs of the build. */
const packed = manifest.files.filter((path) => path !== "dist");
const inputs = [...buildInputs, "package.json", "README.md", "LICENSE", ...packed];

const installedFolder = join(projectFolder, "dist.installed");
const packageFolder = join(
  installedFolder,
  ...(process.platform === "win32" ? [] : ["lib"]),
  "node_modules",
  manifest.name,
);
/** What npm's link to the program runs. */
export const installedProgram = join(packageFolder, manifest.bin[manifest.name]);

/**
 * Has in dist.installed/ the program as a user gets it: built, packed by npm and installed from that file. Tests and
 * measurements run this one. Several processes may ask at a time.
 * @returns whether anything had to be done
 */
export async function ensureInstalledProgram() {
  const release = await waitForLock();
  try {
    const wanted = contentHash(inputs);
    if (existsSync(installedProgram) && readStamp(stampName) === wanted) return false;
    await run([process.execPath, join(projectFolder, "scripts", "build.mjs"), "--if-changed"]);
    await packAndInstall();
    writeStamp(stampName, wanted);
    return true;
  } finally {
    release();
  }
}

async function packAndInstall() {
  const fresh = mkdtempSync(`${installedFolder}.`);
  try {
    const pack = ["pack", "--json", "--silent", "--ignore-scripts", "--pack-destination", fresh];
    const [{ filename }] = JSON.parse(await run(npmCommand(pack)));
    const quietly = ["--prefer-offline", "--no-audit", "--no-fund", "--silent"];
    await run(npmCommand(["install", "--global", "--prefix", fresh, ...quietly, join(fresh, filename)]));
    rmSync(installedFolder, { recursive: true, force: true });
    renameSync(fresh, installedFolder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function run([command, ...args]) {
  const { stdout } = await promisify(execFile)(command, args, { cwd: projectFolder });
  return stdout;
}

async function waitForLock() {
  for (;;) {
    const { release } = takeRunLock(join(projectFolder, "node_modules", ".cache", "temporal-start"), stampName);
    if (release !== undefined) return release;
    await delay(100);
  }
}
