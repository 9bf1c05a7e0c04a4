import type { KnownFailure } from "./failure.ts";

const services = ["temporal-server"] as const;

/** Temporal Server. Its last words before it exits are plain text, all others JSON. */
export const serverFailures: readonly KnownFailure[] = [
  {
    id: "SERVER_SCHEMA_TOO_OLD",
    signs: [{ services, log: /Expected version: \S+ cannot be greater than Actual version/ }],
    cause: "The database has an older schema than this version of the server needs.",
    advice:
      "Set TEMPORAL_CLI_IMAGE, whose schema is set up, to the version of TEMPORAL_SERVER_IMAGE, then: temporal-start start",
    link: "https://docs.temporal.io/self-hosted-guide/upgrade-server",
  },
  {
    id: "SERVER_DYNAMIC_CONFIG_MISSING",
    signs: [{ services, log: /Unable to create dynamic config client.*no such file or directory/ }],
    cause: "The dynamic configuration is not where the server looks for it.",
    advice: "Put development-sql.yaml back into the folder of TEMPORAL_CONFIG_DIR, then: temporal-start start",
    link: "https://docs.temporal.io/references/dynamic-configuration",
  },
  {
    id: "SERVER_DYNAMIC_CONFIG_INVALID",
    signs: [{ services, log: /Unable to create dynamic config client/ }],
    cause: "The server cannot make sense of the dynamic configuration, and does not start with half of it.",
    advice:
      "Correct development-sql.yaml in the folder of TEMPORAL_CONFIG_DIR as the line says, then: temporal-start start",
    link: "https://docs.temporal.io/references/dynamic-configuration",
  },
  {
    id: "SERVER_CONFIG_INVALID",
    signs: [{ services, log: /Unable to load configuration|config file corrupted|config validation error/i }],
    cause: "The configuration that the image made of the settings is not valid, mostly because of a special character.",
    advice:
      "Look for quotes, backslashes and line breaks in the settings (temporal.env and the environment), then: temporal-start start",
    link: "https://docs.temporal.io/references/configuration",
  },
  {
    id: "SERVER_DATABASE_MISSING",
    signs: [{ services, log: /pq: (?:database ".*"|relation "schema_version") does not exist/ }],
    cause: "The database of POSTGRES_DB is not there or is empty: the schema set-up did not run for it.",
    advice: "temporal-start start, which sets up what is missing; or set POSTGRES_DB back",
    link: "https://docs.temporal.io/self-hosted-guide/visibility",
  },
  {
    id: "SERVER_DATABASE_UNREACHABLE",
    signs: [
      {
        services,
        log: /(?:unable to connect to DB|no usable database connection found|sql schema version).*(?:connection refused|i\/o timeout|no route to host)/,
      },
    ],
    cause: "The server cannot reach PostgreSQL in the cluster's network.",
    advice: "temporal-start status, then temporal-start logs temporal-postgres --tail 100",
    link: "https://docs.temporal.io/self-hosted-guide/deployment",
  },
  {
    id: "SERVER_CANNOT_FORM_CLUSTER",
    signs: [
      {
        services,
        log: /broadcastAddress required|unable to bootstrap ringpop\. exhausted all retries|unable to find suitable address/i,
      },
    ],
    cause: "The parts of the server cannot find each other at the address that they were given.",
    advice:
      "Take BIND_ON_IP and TEMPORAL_BROADCAST_ADDRESS out of the container's environment, then: temporal-start restart temporal-server",
    link: "https://docs.temporal.io/temporal-service/temporal-server",
  },
  {
    id: "SERVER_WORKER_UNAUTHORIZED",
    signs: [{ services, log: /error starting scanner.*(?:unauthorized|PermissionDenied)/i }],
    cause: "An authorizer is switched on, and the server's own worker has no right to work.",
    advice: "Run the internal frontend as well (USE_INTERNAL_FRONTEND, and internal-frontend among SERVICES)",
    link: "https://github.com/temporalio/temporal/issues/4864",
  },
  {
    id: "SERVER_INVALID_UTF8",
    signs: [{ services, log: /panic: .*invalid UTF-8|string field contains invalid UTF-8/ }],
    cause:
      "A workflow carries text that is not valid UTF-8, which ends server 1.22.0 to 1.22.6 over and over (CVE-2024-2689).",
    advice: "Set TEMPORAL_SERVER_IMAGE to temporalio/server:1.22.7, which is mended, then: temporal-start start",
    link: "https://github.com/advisories/GHSA-wmxc-v39r-p9wf",
  },
  {
    id: "SERVER_OUT_OF_MEMORY",
    signs: [{ services, outOfMemory: true }],
    cause:
      "Temporal Server needed more memory than TEMPORAL_SERVER_MEMORY allows, and the kernel killed it. Each history shard takes some.",
    advice: "Raise TEMPORAL_SERVER_MEMORY in temporal.env, for instance to 2g, then: temporal-start start",
    link: "https://docs.temporal.io/self-hosted-guide/production-checklist",
  },
];
