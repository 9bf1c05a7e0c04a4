import type { KnownFailure } from "./failure.ts";

const services = ["temporal-postgres"] as const;

/** PostgreSQL that does not start, or stops serving, for a reason of its own. */
export const postgresFailures: readonly KnownFailure[] = [
  {
    id: "POSTGRES_SHARED_MEMORY",
    signs: [{ services, log: /could not resize shared memory segment .*No space left on device/ }],
    cause: "A large query needed more shared memory than the container has (shm_size in compose.yml).",
    advice:
      "Ask for less in one query, or raise shm_size of temporal-postgres in compose/compose.yml, then: temporal-start start",
    link: "https://docs.docker.com/reference/compose-file/services/#shm_size",
  },
  {
    id: "POSTGRES_DISK_FULL",
    signs: [
      {
        services,
        log: /could not (?:write|extend|create) .*No space left on device|(?:PANIC|FATAL|initdb).*No space left on device/,
      },
      // PostgreSQL writes that file for each first connection to a database, and does not say why it cannot.
      {
        services: ["temporal-schema"],
        log: /^postgres: cannot .*(?:No space left on device|could not write init file)/,
      },
    ],
    cause: "The disk that holds the engine's volumes is full, so PostgreSQL cannot write and stops.",
    advice: "Make room (docker system df shows what takes it), then: temporal-start start",
    link: "https://www.postgresql.org/docs/15/disk-full.html",
  },
  {
    id: "POSTGRES_OUT_OF_MEMORY",
    signs: [
      { services, outOfMemory: true },
      { services, log: /process \(PID \d+\) was terminated by signal 9: Killed/ },
    ],
    cause: "PostgreSQL needed more memory than POSTGRES_MEMORY allows, and the kernel killed it.",
    advice: "Raise POSTGRES_MEMORY in temporal.env, for instance to 1g, then: temporal-start start",
    link: "https://www.postgresql.org/docs/15/kernel-resources.html",
  },
  {
    id: "POSTGRES_TOO_MANY_CLIENTS",
    signs: [{ services, log: /FATAL: {2}(?:sorry, too many clients already|remaining connection slots are reserved)/ }],
    cause: "All connections that PostgreSQL allows are in use, mostly by clients other than this cluster.",
    advice: "Close other clients of the database, or restart it: temporal-start restart temporal-postgres",
    link: "https://www.postgresql.org/docs/15/runtime-config-connection.html",
  },
];
