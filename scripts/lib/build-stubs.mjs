const namespace = "stub";
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const absent = (name) => `module.exports = () => { throw new Error("${name} is not part of this build"); };`;

/**
 * What stands in for parts of packages that cost much when they are loaded and that this program never calls.
 * Of dockerode these are BuildKit sessions and progress (gRPC, protobuf), build contexts (tar) and engines behind
 * SSH (native code; src/runtime/docker-engine.ts refuses such addresses). pg asks whether it runs on Cloudflare
 * by making a Response, for which Node 20 loads the whole of `fetch`.
 */
const stubsOf = {
  dockerode: {
    "./session": absent("dockerode/session"),
    "./buildkit": absent("dockerode/buildkit"),
    "tar-fs": absent("tar-fs"),
    "@balena/dockerignore": absent("dockerignore"),
  },
  "docker-modem": { "./ssh": absent("docker-modem/ssh") },
  pg: {
    "./stream": `module.exports = {
      getStream: () => new (require("net").Socket)(),
      getSecureStream: (options) => require("tls").connect(options),
    };`,
  },
};

export const stubs = {
  name: "stubs",
  setup(build) {
    for (const [owner, parts] of Object.entries(stubsOf)) {
      const inside = new RegExp(`[\\\\/]node_modules[\\\\/]${escaped(owner)}[\\\\/]lib[\\\\/]`);
      const names = Object.keys(parts).map(escaped).join("|");
      build.onResolve({ filter: new RegExp(`^(?:${names})$`) }, ({ path, importer }) =>
        inside.test(importer) ? { path, namespace, pluginData: parts[path] } : undefined,
      );
    }
    build.onLoad({ filter: /./, namespace }, ({ pluginData }) => ({ contents: pluginData }));
  },
};
