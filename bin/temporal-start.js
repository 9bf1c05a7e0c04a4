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
} else {
  var join = require("path").join;
  var folder = join(__dirname, "..", "dist");
  var isVersion = process.argv.length === 3 && (process.argv[2] === "--version" || process.argv[2] === "-V");
  var isBuilt = ["main.cjs", "small.cjs"].every(function (file) {
    return require("fs").existsSync(join(folder, file));
  });
  if (!isBuilt) {
    console.error("Error: temporal-start is not built in this folder.");
    console.error("Next: npm run quickstart -- --yes, or npm ci && npm run build");
    process.exitCode = 6;
  } else if (isVersion && !require("tty").isatty(2)) {
    // Loading the program for it takes nearly as long again as Node itself. On a terminal it may know of a newer one.
    process.stdout.on("error", function (error) {
      if (error.code === "EPIPE") return;
      console.error("Error: the version cannot be written: " + error.message);
      process.exitCode = 1;
    });
    process.stdout.write(require("../package.json").version + "\n");
  } else {
    // What was compiled once need not be compiled at the next start.
    var enableCompileCache = parts[0] >= 22 && require("module").enableCompileCache;
    if (enableCompileCache) {
      enableCompileCache();
      require("../dist/main.cjs");
    } else {
      require("./code-cache.js").chunkLoader(folder)("main.cjs");
    }
  }
}
