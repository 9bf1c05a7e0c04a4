/** What a folder of src/ may import beside itself and the error classes; everything else is forbidden. */
const folders = {
  settings: [],
  logs: [],
  probes: ["settings", "runtime/ports"],
  services: ["settings", "probes/probe"],
  failures: ["services"],
  stack: ["settings", "services", "failures", "logs", "probes/probe", "runtime/ports"],
  doctor: ["stack", "settings", "services", "probes/probe", "runtime/ports", "runtime/once"],
  runtime: ["settings", "images"],
  images: ["settings"],
  output: ["stack", "doctor", "settings", "services", "logs"],
  commands: ["stack", "doctor", "services", "logs", "settings", "output", "images", "runtime/ports", "probes/probe"],
  cli: ["commands", "failures", "stack", "doctor", "services", "settings", "output", "images", "runtime", "probes"],
};

/** Where each package from outside is imported: in one file, or in one folder. */
const packageHomes = {
  "@elastic/elasticsearch": "src/probes/elasticsearch.ts",
  "@temporalio/client": "src/runtime/temporal-admin.ts",
  chalk: "src/output/text.ts",
  commander: "src/cli/",
  dockerode: "src/runtime/docker-",
  dotenv: "src/settings/env-file.ts",
  execa: "src/runtime/process.ts",
  "log-update": "src/output/live-frame.ts",
  pg: "src/probes/postgresql.ts",
  zod: "src/settings/schema.ts",
};

const escape = (text) => text.replace(/[.\\/@-]/g, "\\$&");
const packagePath = (name) => `^node_modules/(${escape(name)}|@types/${escape(name.replace(/^@(.*)\//, "$1__"))})/`;
const inSource = (places) => `^src/(${places.map(escape).join("|")})(/|\\.ts$)`;
const rule = (name, from, to) => ({ name, severity: "error", from, to });
const typeOnly = { dependencyTypesNot: ["type-only"] };

const folderRules = Object.entries(folders).map(([name, others]) =>
  rule(
    `${name}-imports`,
    { path: `^src/${name}/` },
    { path: "^src/", pathNot: inSource([name, ...others, "errors", "any-signal", "defined", "until-aborted"]) },
  ),
);
const packageRules = Object.entries(packageHomes).map(([name, home]) =>
  rule(`${name}-has-one-home`, { path: "^src/", pathNot: `^${escape(home)}` }, { path: packagePath(name) }),
);

export default {
  forbidden: [
    rule("no-cycle", {}, { circular: true }),
    rule("no-unresolved", {}, { couldNotResolve: true }),
    ...folderRules,
    rule("main-imports", { path: "^src/main\\.ts$" }, { path: "^src/", pathNot: inSource(["cli", "errors"]) }),
    rule("errors-import-nothing", { path: "^src/errors\\.ts$" }, { path: "^(src|node_modules)/" }),
    rule("source-stands-alone", { path: "^src/" }, { path: "^(test|bench|scripts|bin|dist)/" }),
    rule("probes-know-interfaces-only", { path: "^src/probes/" }, { path: "^src/runtime/", ...typeOnly }),
    rule(
      "image-code-alone-knows-recipes",
      { path: "^src/runtime/", pathNot: "^src/runtime/(image-|ports\\.ts$)" },
      { path: "^src/images/" },
    ),
    ...packageRules,
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
