#!/usr/bin/env node
// Kept to syntax that old versions of Node can parse, so that they reach the message.
var needed = [20, 19];
var parts = process.versions.node.split(".").map(Number);
if (parts[0] < needed[0] || (parts[0] === needed[0] && parts[1] < needed[1])) {
  console.error(
    "Error: temporal-start needs Node " + needed.join(".") + " or later; this is " + process.versions.node + ".",
  );
  console.error("Install a current Node, then run the command again.");
  process.exitCode = 6;
} else if (!require("fs").existsSync(require("path").join(__dirname, "..", "dist", "main.cjs"))) {
  console.error("Error: temporal-start is not built in this folder.");
  console.error("Next: npm run quickstart -- --yes, or npm ci && npm run build");
  process.exitCode = 6;
} else {
  // What was compiled once need not be compiled at the next start. Node has it from 22.1 on.
  var enableCompileCache = require("module").enableCompileCache;
  if (enableCompileCache) enableCompileCache();
  require("../dist/main.cjs");
}
