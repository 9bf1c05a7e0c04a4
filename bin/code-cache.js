// Node 20 has no `module.enableCompileCache`: here the build keeps what the chunks of dist/ compile to.
// It takes a fifth off `status`. V8 refuses what another version made; then the chunk is compiled as ever.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");

const cacheOf = (file) => `${file}.cache`;

/** Has the chunks in a folder loaded from their cached code; `onScript` sees each before it runs. */
function loadWithCodeCache(folder, onScript = () => undefined) {
  const loadOther = Module._extensions[".js"];
  Module._extensions[".cjs"] = (module, file) => {
    if (dirname(file) !== folder) {
      loadOther(module, file);
      return;
    }
    const cachedData = existsSync(cacheOf(file)) ? readFileSync(cacheOf(file)) : undefined;
    const script = new Script(Module.wrap(readFileSync(file, "utf8")), { filename: file, cachedData });
    onScript(file, script);
    script.runInThisContext()(module.exports, module.require.bind(module), module, file, folder);
  };
}

module.exports = { cacheOf, loadWithCodeCache };
