import { readFileSync } from "node:fs";
import { join } from "node:path";

const namespace = "stub";
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const absent = (name) => `module.exports = () => { throw new Error("${name} is not part of this build"); };`;
const empty = "module.exports = {};";
const noSetup = "module.exports = { setup() {} };";
/** Nobody asks for its lines: a person who wants to see requests asks the engine, or the tests. */
const silentDebug = "module.exports = () => Object.assign(() => undefined, { enabled: false });";
/** A part of Node, as far as it is functions: it is loaded when the first of them is called. */
const whenCalled = (part) => `module.exports = new Proxy({}, {
  get: (_, name) => (...given) => require("node:${part}")[name](...given),
});`;
const assertion = "module.exports = (holds, words) => holds || require('node:assert').fail(words);";
const allAbsent = (owner, names) => Object.fromEntries(names.map((name) => [name, absent(`${owner}: ${name}`)]));

/**
 * What stands in for parts of packages that cost much when they are loaded and that this program never calls.
 * Of dockerode these are BuildKit sessions and progress (gRPC, protobuf), build contexts (tar), attached
 * terminals and engines behind SSH (native code) or TLS; src/backends/compose/engine/engine-connection.ts refuses such addresses.
 * gRPC loads descriptions from files only to answer questions about its own channels; of its parts a client of one
 * address needs no server, no balancing and no Unix sockets. Compressed bodies, failed assertions and encrypted
 * settings are not expected: what they need is loaded when one comes. pg asks whether it runs on Cloudflare by making a
 * Response, for which Node 20 loads the whole of `fetch`. chalk is told how many colours there are
 * (src/output/text.ts) and need not look, and no command of ours is a program that commander would start.
 */
const stubsOf = {
  chalk: { "#supports-color": "export default { stdout: false, stderr: false };" },
  commander: { "node:child_process": empty },
  dockerode: allAbsent("dockerode", ["./session", "./buildkit", "tar-fs", "zlib", "@balena/dockerignore"]),
  "docker-modem": { ...allAbsent("docker-modem", ["./ssh", "./http_duplex", "https"]), debug: silentDebug },
  dotenv: { crypto: whenCalled("crypto") },
  "@elastic/elasticsearch": {
    debug: silentDebug,
    ...allAbsent("@elastic/elasticsearch", ["hpagent", "https"]),
    assert: assertion,
    zlib: whenCalled("zlib"),
  },
  "@grpc/grpc-js": {
    ...allAbsent("@grpc/grpc-js", ["@grpc/proto-loader"]),
    zlib: whenCalled("zlib"),
    "./server": empty,
    "./server-credentials": empty,
    "./server-interceptors": empty,
    "./orca": empty,
    ...Object.fromEntries(
      ["weighted-round-robin", "round-robin", "outlier-detection"].map((way) => [`./load-balancer-${way}`, noSetup]),
    ),
    "./resolver-uds": noSetup,
  },
  // They convert what workflows are given and return; this program administers.
  "@temporalio/common": { "./codec-helpers": empty, "./data-converter-helpers": empty },
  pg: {
    "./stream": `module.exports = {
      getStream: () => new (require("net").Socket)(),
      getSecureStream: (options) => require("tls").connect(options),
    };`,
  },
};

/** Of the 50 groups of calls that the Elasticsearch client defines, those of src/probes/elasticsearch.ts. */
const elasticsearchApi = /[\\/]@elastic[\\/]elasticsearch[\\/]api[\\/]index\.js$/;
const calls = /^\.\/api\//;
const usedCalls = ["./api/cluster", "./api/indices"];

/** What a login to PostgreSQL computes, in pg's own words. */
const pgCrypto = /[\\/]pg[\\/]lib[\\/]crypto[\\/]utils\.js$/;
const ourCrypto = join(import.meta.dirname, "pg-crypto.cjs");

export const stubs = {
  name: "stubs",
  setup(build) {
    for (const [owner, parts] of Object.entries(stubsOf)) {
      const inside = new RegExp(`[\\\\/]node_modules[\\\\/]${owner.split("/").map(escaped).join("[\\\\/]")}[\\\\/]`);
      const names = Object.keys(parts).map(escaped).join("|");
      build.onResolve({ filter: new RegExp(`^(?:${names})$`) }, ({ path, importer }) =>
        inside.test(importer) ? { path: `${owner}/${path}`, namespace, pluginData: parts[path] } : undefined,
      );
    }
    build.onResolve({ filter: calls }, ({ path, importer }) =>
      elasticsearchApi.test(importer) && !usedCalls.includes(path)
        ? { path, namespace, pluginData: absent(`elasticsearch: ${path}`) }
        : undefined,
    );
    let hasOurCrypto = false;
    build.onLoad({ filter: pgCrypto }, () => {
      hasOurCrypto = true;
      return { contents: readFileSync(ourCrypto, "utf8") };
    });
    build.onEnd(() => (hasOurCrypto ? undefined : { errors: [{ text: `pg has no file like ${String(pgCrypto)}` }] }));
    build.onLoad({ filter: /./, namespace }, ({ pluginData }) => ({ contents: pluginData }));
  },
};
