import { readFileSync } from "node:fs";

/**
 * Words of packages that cost time in every run and give this program nothing. Each was measured in `status`.
 * One that a new version of the package no longer has ends the build.
 */
const patches = [
  {
    // Writes out each request in full, signals and sockets included, also when nobody listens to debug.
    file: /[\\/]docker-modem[\\/]lib[\\/]modem\.js$/,
    line: "debug('Sending: %s', util.inspect(options, {",
    instead: "debug.enabled && debug('Sending: %s', util.inspect(options, {",
  },
  {
    // Has Node compile its pattern of IPv6 addresses, for 3 ms; isIP looks for one of version 4 first.
    file: /[\\/]@grpc[\\/]grpc-js[\\/]build[\\/]src[\\/](?:subchannel-address|load-balancer-pick-first)\.js$/,
    line: "(0, net_1.isIPv6)(",
    instead: "6 === (0, net_1.isIP)(",
  },
  {
    // Compiles a module of WebAssembly to multiply two numbers of 64 bits, and goes without where there is none.
    file: /[\\/]long[\\/]umd[\\/]index\.js$/,
    line: "new WebAssembly.Instance(",
    instead: "null && new WebAssembly.Instance(",
  },
];

export const linePatches = {
  name: "line-patches",
  setup(build) {
    for (const { file, line, instead } of patches) {
      build.onLoad({ filter: file }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        if (!text.includes(line)) throw new Error(`${path} does not have this line: ${line}`);
        return { contents: text.replaceAll(line, () => instead) };
      });
    }
  },
};
