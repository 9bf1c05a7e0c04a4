import { cutShort, type KnownFailure } from "./failure.ts";

const services = ["temporal-postgres"] as const;

/** Data folders that PostgreSQL cannot use. */
export const postgresDataFailures: readonly KnownFailure[] = [
  {
    id: "POSTGRES_OTHER_MAJOR_VERSION",
    signs: [
      { services, log: /database files are incompatible with server/ },
      { services, log: /data directory was initialized by PostgreSQL version/ },
    ],
    cause: "The data volume was written by another major version of PostgreSQL, which this one cannot read.",
    advice: "Set POSTGRES_IMAGE to the version that wrote the data, or start a cluster beside it with --instance NAME",
    link: "https://www.postgresql.org/docs/15/upgrading.html",
  },
  {
    id: "POSTGRES_DATA_FOREIGN_OWNER",
    signs: [
      { services, log: /data directory ".*" has (?:wrong ownership|invalid permissions)/ },
      { services, log: /^(?:chown|chmod|mkdir|ls|initdb|postgres): .*(?:Operation not permitted|Permission denied)/ },
    ],
    cause: "The data folder belongs to another user, or its file system does not let PostgreSQL take it over.",
    advice:
      "Give the volume back to the image's user postgres, or start a cluster with new volumes with --instance NAME",
    link: "https://www.postgresql.org/docs/15/creating-cluster.html",
  },
  {
    id: "POSTGRES_DATA_NOT_EMPTY",
    signs: [{ services, log: /directory ".*" exists but is not empty/ }],
    cause:
      "The data volume holds files but no database: a restore or an initialisation was cut short, or something else was put there.",
    advice:
      "After a restore: temporal-start restore finish, or the same restore again. Otherwise, if nothing in it is needed, remove the data and begin anew: temporal-start reset --no-backup, then temporal-start start",
    link: "https://www.postgresql.org/docs/15/app-initdb.html",
  },
  {
    id: "POSTGRES_DATA_IN_USE",
    signs: [{ services, log: /lock file "postmaster\.pid" (?:already exists|is empty)/ }],
    cause: "Another PostgreSQL uses the same data volume, or one that was killed left its lock behind.",
    advice:
      "Find the other container (docker ps --filter volume=temporal-postgres-data), stop it, then: temporal-start start",
    link: "https://www.postgresql.org/docs/15/server-start.html",
  },
  {
    id: "POSTGRES_DATA_DAMAGED",
    signs: [
      { services, log: /PANIC: {2}could not locate a valid checkpoint record/ },
      { services, log: /could not open file ".*\/global\/pg_control"/ },
      { services, log: /could not access the server configuration file/ },
      {
        services,
        log: /(?:FATAL|PANIC).*(?:invalid page in block|could not read block|could not open file "(?:base|global|pg_)|could not open directory "pg_|"global\/pg_control")/,
      },
    ],
    beforeFirstReady: cutShort,
    cause: "The data of PostgreSQL is damaged: the machine or disk failed while it wrote, or files were removed.",
    advice: "Restore a backup. Without one, keep a copy of the volume before you try anything else",
    link: "https://www.postgresql.org/docs/15/app-pgresetwal.html",
  },
];
