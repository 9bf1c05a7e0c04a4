/** THE place of versions: what runs by default, what reads whose data, and what is known to be wrong with it. */

/** Default versions, and the image tags they are pulled and built under. */
export const versions = {
  server: "1.22.0",
  ui: "2.21.3",
  /** Of the program `temporal`. */
  cli: "0.10.7",
  /** The major version, by which Debian and the data volume go. */
  postgres: "15",
  elasticsearch: "7.17.9",
} as const;

export interface ImageTags {
  readonly upstream: string;
  /** Of the one that is built on this machine. */
  readonly local: string;
}

export const imageTags = {
  server: { upstream: `temporalio/server:${versions.server}`, local: `temporal-start/server:${versions.server}` },
  adminTools: {
    upstream: `temporalio/admin-tools:${versions.server}`,
    local: `temporal-start/admin-tools:${versions.server}`,
  },
  ui: { upstream: `temporalio/ui:${versions.ui}`, local: `temporal-start/ui:${versions.ui}` },
  postgres: { upstream: "postgres:15.4-bookworm", local: `temporal-start/postgres:${versions.postgres}` },
  elasticsearch: {
    upstream: `docker.elastic.co/elasticsearch/elasticsearch:${versions.elasticsearch}`,
    local: `temporal-start/elasticsearch:${versions.elasticsearch}`,
  },
} as const satisfies Readonly<Record<string, ImageTags>>;

/** What a data volume is labelled with; another version of the store cannot read it. */
export const dataVersions = { postgres: versions.postgres, elasticsearch: "7" } as const;

export interface SchemaVersion {
  /** Added to the name of the database. */
  readonly suffix: string;
  /** Made first: without it the schema was not even begun. */
  readonly firstTable: string;
  readonly expected: string;
}

/** To which the schema job of the default server brings the two databases. */
export const schemaVersions: readonly SchemaVersion[] = [
  { suffix: "", firstTable: "namespaces", expected: "1.10" },
  { suffix: "_visibility", firstTable: "executions_visibility", expected: "1.3" },
];

export interface Vulnerability {
  readonly id: string;
  /** The setting of the image that has it. */
  readonly setting: string;
  /** Versions from this one on have it. */
  readonly since: string;
  readonly fixedIn: string;
  readonly what: string;
  readonly todo: string;
}

/** Of the versions that are the default here. */
export const vulnerabilities: readonly Vulnerability[] = [
  {
    id: "CVE-2024-2689",
    setting: "TEMPORAL_SERVER_IMAGE",
    since: "1.22.0",
    fixedIn: "1.22.7",
    what: "a workflow with invalid UTF-8 can make the server crash over and over",
    todo: "TEMPORAL_SERVER_IMAGE=temporalio/server:1.22.7 in temporal.env has the same schema; or let only people you trust reach the server's port",
  },
  {
    id: "CVE-2024-2435",
    setting: "TEMPORAL_WEB_IMAGE",
    since: "2.0.0",
    fixedIn: "2.24.3",
    what: "the name of a signal can carry a script that runs in the browser of whoever looks at the workflow",
    todo: "TEMPORAL_WEB_IMAGE=temporalio/ui:2.24.3 or later in temporal.env; or let only people you trust start workflows",
  },
];
