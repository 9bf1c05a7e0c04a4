import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram } from "./find-program.mjs";

/**
 * npm as a program and its first arguments. Its JavaScript file is preferred, because Windows
 * starts `npm.cmd` only through a shell.
 */
export function npmCommand(args) {
  const besideNode = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(besideNode, "node_modules", "npm", "bin", "npm-cli.js"),
    join(besideNode, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const script = candidates.find((path) => path && /npm-cli\.c?js$/.test(path) && existsSync(path));
  return script ? [process.execPath, script, ...args] : [findProgram("npm") ?? "npm", ...args];
}
