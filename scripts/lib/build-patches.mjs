import { readFileSync } from "node:fs";

/**
 * Lines of packages that cost time in every run and give this program nothing. Each was measured in `status`.
 * A line that a new version of the package no longer has ends the build.
 */
const patches = [
  {
    // Writes out each request in full, signals and sockets included, also when nobody listens to debug.
    file: /[\\/]docker-modem[\\/]lib[\\/]modem\.js$/,
    line: "debug('Sending: %s', util.inspect(options, {",
    instead: "debug.enabled && debug('Sending: %s', util.inspect(options, {",
  },
  {
    // Compiles a module of WebAssembly to multiply two numbers of 64 bits, and goes without where it cannot.
    file: /[\\/]long[\\/]umd[\\/]index\.js$/,
    line: "new WebAssembly.Instance(",
    instead: "new (void 0)(",
  },
];

export const linePatches = {
  name: "line-patches",
  setup(build) {
    for (const { file, line, instead } of patches) {
      build.onLoad({ filter: file }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        if (text.split(line).length !== 2) throw new Error(`${path} does not have this line once: ${line}`);
        return { contents: text.replace(line, () => instead) };
      });
    }
  },
};
