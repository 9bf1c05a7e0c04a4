/**
 * What a room of src/ may import beside itself and the small files in src/ itself; everything else is forbidden.
 * A room that is not named here takes the rule of the room around it.
 */
const rooms = {
  async: ["interfaces"],
  interfaces: [],
  cluster: ["probes/probe"],
  "cluster/settings": [],
  stores: ["interfaces", "persistence/lossless-json"],
  persistence: [],
  visibility: ["persistence", "interfaces", "async"],
  archive: [],
  pki: ["interfaces"],
  backup: ["archive", "persistence", "interfaces"],
  bundle: ["archive", "interfaces"],
  restore: ["backup", "cluster", "interfaces"],
  upgrade: ["cluster"],
  s3: ["interfaces"],
  probes: ["interfaces", "stores"],
  plan: ["cluster", "interfaces"],
  observe: ["plan", "cluster", "interfaces", "probes/probe"],
  temporal: ["interfaces", "async"],
  progress: ["plan", "observe", "cluster", "interfaces", "probes/probe"],
  ready: ["progress", "observe", "temporal", "cluster", "interfaces", "probes/probe", "async"],
  blame: ["ready", "observe", "plan", "cluster", "interfaces"],
  "blame/failures": ["cluster"],
  start: ["blame", "ready", "progress", "observe", "plan", "cluster", "interfaces", "async"],
  health: ["ready", "observe", "plan", "cluster", "interfaces", "probes/probe", "async"],
  logs: ["observe", "plan", "cluster", "interfaces", "async"],
  "logs/formats": [],
  redaction: [],
  images: ["cluster"],
  "images/build": ["images", "host", "interfaces", "async"],
  host: ["cluster", "interfaces"],
  backends: ["host", "plan", "cluster", "interfaces", "async"],
  doctor: ["health", "observe", "plan", "cluster", "interfaces", "probes/probe", "async"],
  output: ["doctor", "health", "progress", "logs", "observe", "plan", "cluster", "interfaces"],
  commands: [
    "doctor",
    "health",
    "start",
    "blame",
    "progress",
    "temporal",
    "visibility",
    "archive",
    "backup",
    "bundle",
    "restore",
    "upgrade",
    "persistence",
    "pki",
    "logs",
    "redaction",
    "observe",
    "plan",
    "cluster",
    "images",
    "output",
    "interfaces",
    "async",
    "probes/probe",
  ],
  cli: [
    "commands",
    "blame",
    "observe",
    "plan",
    "cluster",
    "images",
    "output",
    "backends",
    "host",
    "temporal",
    "stores",
    "pki",
    "s3",
    "probes",
    "interfaces",
    "async",
  ],
};

/** Where each package from outside is imported: in one file or folder; zod wherever something from outside is read. */
const packageHomes = {
  "@aws-sdk/client-s3": "src/s3/s3-store.ts",
  "@aws-sdk/lib-storage": "src/s3/s3-store.ts",
  "@elastic/elasticsearch": "src/stores/elasticsearch-client.ts",
  "@peculiar/x509": ["src/pki/authority.ts", "src/pki/crl.ts"],
  "@temporalio/client": "src/temporal/admin/",
  "age-encryption": "src/backup/encryption.ts",
  bcryptjs: "src/pki/password.ts",
  chalk: "src/output/text.ts",
  commander: "src/cli/",
  dockerode: "src/backends/compose/engine/",
  dotenv: "src/cluster/settings/env-file.ts",
  execa: "src/host/process.ts",
  "lossless-json": "src/persistence/",
  "log-update": "src/output/start/live-frame.ts",
  pg: "src/stores/postgresql-client.ts",
  jose: ["src/pki/token.ts", "src/pki/provider-keys.ts"],
  "reflect-metadata": ["src/pki/authority.ts", "src/pki/crl.ts"],
  protobufjs: "src/persistence/",
  "tar-stream": "src/archive/",
  yaml: "src/cluster/dynamic-config/",
  zod: ["src/cluster/settings/value-schema.ts", "src/backup/manifest.ts", "src/bundle/manifest.ts"],
};

const escape = (text) => text.replace(/[.\\/@-]/g, "\\$&");
const packagePath = (name) => `^node_modules/(${escape(name)}|@types/${escape(name.replace(/^@(.*)\//, "$1__"))})/`;
const inSource = (places) => `^src/(${places.map(escape).join("|")})(/|\\.ts$)`;
const rule = (name, from, to) => ({ name, severity: "error", from, to });
const typeOnly = { dependencyTypesNot: ["type-only"] };

const around = (room, inner) => inner.startsWith(`${room}/`);
const roomRules = Object.entries(rooms).map(([name, others]) => {
  const own = Object.keys(rooms).filter((room) => around(name, room));
  return rule(
    `${name}-imports`,
    { path: `^src/${name}/`, ...(own.length > 0 && { pathNot: own.map((room) => `^src/${room}/`) }) },
    { path: "^src/", pathNot: inSource([name, ...others, "errors", "defined"]) },
  );
});
const packageRules = Object.entries(packageHomes).map(([name, home]) =>
  rule(
    `${name}-has-one-home`,
    { path: "^src/", pathNot: [home].flat().map((place) => `^${escape(place)}`) },
    { path: packagePath(name) },
  ),
);

export default {
  forbidden: [
    rule("no-cycle", {}, { circular: true }),
    rule("no-unresolved", {}, { couldNotResolve: true }),
    ...roomRules,
    rule("main-imports", { path: "^src/main\\.ts$" }, { path: "^src/", pathNot: inSource(["cli", "errors"]) }),
    rule("errors-import-nothing", { path: "^src/errors\\.ts$" }, { path: "^(src|node_modules)/" }),
    rule("source-stands-alone", { path: "^src/" }, { path: "^(test|bench|scripts|bin|dist)/" }),
    rule("probes-know-interfaces-only", { path: "^src/probes/" }, { path: "^src/interfaces/", ...typeOnly }),
    ...packageRules,
    // Its other parts have all languages, and code that is shared with them is loaded by every command.
    rule("zod-mini-alone", { path: "^src/" }, { path: "^node_modules/zod/", pathNot: "^node_modules/zod/(v4/)?mini/" }),
    rule(
      "package-has-a-home",
      { path: "^src/" },
      { path: "^node_modules/", pathNot: Object.keys(packageHomes).map(packagePath) },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
  },
};
