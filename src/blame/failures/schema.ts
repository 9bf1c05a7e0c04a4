import type { KnownFailure } from "./failure.ts";

const services = ["temporal-schema"] as const;

/** The schema set-up. Its failures are one line each, written by compose/schema/. */
export const schemaFailures: readonly KnownFailure[] = [
  {
    id: "SCHEMA_STORE_SILENT",
    signs: [{ services, log: /^(?:postgres: no answer from|elasticsearch: .* is not usable within) / }],
    cause: "A store did not answer the schema set-up within TEMPORAL_SCHEMA_TIMEOUT_SECONDS.",
    advice:
      "Look at the store that the line names (temporal-start logs SERVICE). Where the machine is only slow, raise TEMPORAL_SCHEMA_TIMEOUT_SECONDS",
    link: "https://docs.temporal.io/self-hosted-guide/deployment",
  },
  {
    id: "SCHEMA_HALF_DONE",
    signs: [{ services, log: /^postgres: cannot bring database .* Starting over is no way out/ }],
    cause:
      "A schema set-up was cut short earlier, and the database holds data by now, so it cannot begin anew by itself.",
    advice: "Restore a backup, or choose another POSTGRES_DB, then: temporal-start start",
    link: "https://github.com/temporalio/temporal/issues/1087",
  },
  {
    id: "SCHEMA_UPDATE_FAILED",
    signs: [{ services, log: /^postgres: cannot (?:set up|change) the schema of database/ }],
    cause: "The schema of a database could not be changed; the line of the log says why.",
    advice: "Resolve what the line names, then: temporal-start start",
    link: "https://docs.temporal.io/self-hosted-guide/upgrade-server",
  },
  {
    id: "SERVER_VERSION_DIFFERS",
    signs: [{ services, log: /^postgres: the data of database .*: a start moves no data to another version/ }],
    cause: "The data is of another version of the server than the settings ask for.",
    advice:
      "temporal-start upgrade apply leads to the version of the settings. To stay, take the version out of the settings and keep that of the data: temporal-start upgrade apply --to VERSION, then temporal-start start",
    link: "https://docs.temporal.io/self-hosted-guide/upgrade-server",
  },
  {
    id: "SCHEMA_FILES_UNREADABLE",
    signs: [{ services, log: /cannot read (?:compose\/schema\/setup\.sh|temporal-config\/\S+)(?: as user|:)/ }],
    cause: "The containers' user cannot read files that are mounted from this machine.",
    advice: "In the folder of the package: chmod -R go+rX compose temporal-config, then: temporal-start start",
    link: "https://docs.docker.com/engine/storage/bind-mounts/",
  },
  {
    id: "SCHEMA_WRONG_IMAGE",
    signs: [{ services, log: /this image is not temporalio\/admin-tools|temporal-sql-tool: command not found/ }],
    cause: "TEMPORAL_CLI_IMAGE names an image without Temporal's schema files or tools.",
    advice: "Set TEMPORAL_CLI_IMAGE to temporalio/admin-tools in the server's version, then: temporal-start start",
    link: "https://github.com/temporalio/docker-builds",
  },
  {
    id: "SCHEMA_SETTING_REFUSED",
    signs: [{ services, log: /^temporal-schema: (?:POSTGRES_|TEMPORAL_)[A-Z_]+ (?:is|contains) / }],
    cause: "A setting has a value that a program of the cluster cannot take over.",
    advice: "Choose another value for the setting that the line names, then: temporal-start start",
    link: "https://docs.temporal.io/references/configuration",
  },
];
