import type { FlagDefinition, FlagDefinitions } from "../input.ts";

/** The flags of every command; src/cli/ reads them. */
export const globalFlags = {
  instance: {
    flag: "--instance <name>",
    summary: "cluster to work on (default: the setting TEMPORAL_INSTANCE)",
    suggests: "instances",
  },
  // Not --env-file: Node 20 takes that flag for its own, wherever it stands on the command line.
  settings: {
    flag: "--settings <path>",
    summary: "settings file (default: ./temporal.env, else the one in the package)",
    suggests: "files",
  },
  set: {
    flag: "--set <KEY=value>",
    summary: "one setting, stronger than environment and file; repeatable",
    suggests: "settings",
  },
  json: { flag: "--json", summary: "print one JSON document for programs" },
} as const satisfies FlagDefinitions;

export const helpFlag: FlagDefinition = { flag: "-h, --help", summary: "show help" };
export const versionFlag: FlagDefinition = { flag: "-V, --version", summary: "print the version" };

export const programSummary =
  "A real Temporal cluster on Docker Compose: Temporal Server, PostgreSQL, Elasticsearch, Web UI and CLI.";
