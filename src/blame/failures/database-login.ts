import { cutShort, type KnownFailure } from "./failure.ts";

const clients = ["temporal-postgres", "temporal-schema", "temporal-server"] as const;

/** What PostgreSQL refuses its clients, seen in its own log, the schema job's and the server's. */
export const databaseLoginFailures: readonly KnownFailure[] = [
  {
    // Before the password: PostgreSQL tells its clients of a wrong password in both cases, and its log of the role.
    id: "POSTGRES_ROLE_MISSING",
    signs: [{ services: clients, log: /[Rr]ole ".*" does not exist|is not permitted to log in/ }],
    cause: "The role of POSTGRES_USER is not in the data volume, which keeps the user of its first start.",
    advice: "Set POSTGRES_USER back to the user of the first start, then: temporal-start start",
    link: "https://www.postgresql.org/docs/15/database-roles.html",
  },
  {
    id: "POSTGRES_WRONG_PASSWORD",
    signs: [{ services: clients, log: /password authentication failed for user/ }],
    cause:
      "PostgreSQL refuses POSTGRES_PASSWORD. The first start wrote the password into the data volume, and changing the setting later does not change it there.",
    advice:
      "Set POSTGRES_PASSWORD back to the password of the first start, or change it inside with ALTER ROLE, then: temporal-start start",
    link: "https://www.postgresql.org/docs/15/sql-alterrole.html",
  },
  {
    id: "POSTGRES_LOGIN_NOT_ALLOWED",
    signs: [{ services: clients, log: /no pg_hba\.conf entry for host|pg_hba\.conf rejects connection/ }],
    beforeFirstReady: cutShort,
    cause: "The rules of PostgreSQL (pg_hba.conf in the data volume) keep the cluster's network or user out.",
    advice: "Allow them in pg_hba.conf, then: temporal-start restart temporal-postgres",
    link: "https://www.postgresql.org/docs/15/auth-pg-hba-conf.html",
  },
  {
    id: "POSTGRES_NO_RIGHT_TO_CREATE",
    signs: [{ services: clients, log: /permission denied to create database|permission denied for schema public/ }],
    cause: "The role of POSTGRES_USER may not create what Temporal needs in PostgreSQL.",
    advice: "Give it the right as a superuser (ALTER ROLE … CREATEDB), then: temporal-start start",
    link: "https://www.postgresql.org/docs/15/sql-alterrole.html",
  },
];
