#!/usr/bin/env node
// Packs what would be published and lints the tarball itself, not the folder it comes from.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { npmCommand } from "./lib/npm.mjs";
import { projectFolder } from "./lib/project-folder.mjs";

function run([command, ...args]) {
  const options = { cwd: projectFolder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };
  const { status, stdout } = spawnSync(command, args, options);
  if (status !== 0) throw new Error(`${stdout ?? ""}${args.join(" ")} ended with exit code ${status}`);
  return stdout;
}

function pack() {
  const folder = mkdtempSync(join(tmpdir(), "temporal-start-pack-"));
  try {
    const [{ filename }] = JSON.parse(run(npmCommand(["pack", "--silent", "--json", "--pack-destination", folder])));
    return new Uint8Array(readFileSync(join(folder, filename))).buffer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  run([process.execPath, join(projectFolder, "scripts", "build.mjs"), "--if-changed"]);
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: pack() } });
  for (const message of messages) process.stderr.write(`${formatMessage(message, pkg)}\n`);
  if (messages.length > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
