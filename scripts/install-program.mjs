#!/usr/bin/env node
// Packs and installs the program into dist.installed/, unless it is there as the sources want it.
import { ensureInstalledProgram, installedProgram } from "./lib/installed-program.mjs";

await ensureInstalledProgram();
process.stdout.write(`${installedProgram}\n`);
