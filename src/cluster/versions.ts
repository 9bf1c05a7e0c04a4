/** THE place of versions: what runs by default, and what reads whose data. */

/** Default versions, and the image tags they are pulled and built under. */
export const versions = {
  server: "1.22.0",
  ui: "2.21.3",
  /** Of the program `temporal`. */
  cli: "0.10.7",
  /** The major version, by which Debian and the data volume go. */
  postgres: "15",
  elasticsearch: "7.17.9",
  /** Of nginx in Debian 13. */
  gateway: "1.26",
  /** Of OAuth2 Proxy. */
  login: "7.15.6",
} as const;

export interface ImageTags {
  readonly upstream: string;
  /** Of the one that is built on this machine. */
  readonly local: string;
}

const localTag = (name: string, version: string): string => `temporal-start/${name}:${version}`;

/** @param upstreamTag where it says more than the version */
const imageOf = (name: string, version: string, upstreamTag = version): ImageTags => ({
  upstream: `temporalio/${name}:${upstreamTag}`,
  local: localTag(name, version),
});

/** Upstream's lacks what the compose file relies on: the one that is built here is used everywhere. */
function builtImageOf(name: string, version: string): ImageTags {
  const local = localTag(name, version);
  return { upstream: local, local };
}

function elasticsearchTags(version: string): ImageTags {
  return {
    upstream: `docker.elastic.co/elasticsearch/elasticsearch:${version}`,
    local: localTag("elasticsearch", version),
  };
}

export const imageTags = {
  server: imageOf("server", versions.server),
  adminTools: imageOf("admin-tools", versions.server),
  ui: imageOf("ui", versions.ui),
  postgres: { upstream: "postgres:15.4-bookworm", local: localTag("postgres", versions.postgres) },
  elasticsearch: elasticsearchTags(versions.elasticsearch),
  gateway: { upstream: "nginx:1.28.0-bookworm", local: localTag("gateway", versions.gateway) },
  login: {
    upstream: `quay.io/oauth2-proxy/oauth2-proxy:v${versions.login}-alpine`,
    local: localTag("login", versions.login),
  },
} as const satisfies Readonly<Record<string, ImageTags>>;

/** What a data volume is labelled with; another version of the store cannot read it. */
export const dataVersions = { postgres: versions.postgres, elasticsearch: "7" } as const;

/** A major version of PostgreSQL that data can be brought to. */
export interface PostgresRelease {
  readonly major: string;
  readonly images: ImageTags;
}

/** In the order in which they came; the first is what a new cluster has. */
export const postgresReleases: readonly PostgresRelease[] = [
  { major: versions.postgres, images: imageTags.postgres },
  { major: "17", images: { upstream: "postgres:17.6-trixie", local: localTag("postgres", "17") } },
];

/** A version of Elasticsearch that an index can be brought to: within 7.17, which is the last that Temporal's client speaks to. */
export interface ElasticsearchRelease {
  readonly version: string;
  readonly images: ImageTags;
}

/** In the order in which they came; the first is what a new cluster has. */
export const elasticsearchReleases: readonly ElasticsearchRelease[] = [
  { version: versions.elasticsearch, images: imageTags.elasticsearch },
  { version: "7.17.29", images: elasticsearchTags("7.17.29") },
];

/** A version of the server that data can be upgraded to. */
export interface ServerRelease {
  readonly version: string;
  /** To which its schema job brings the two databases and the index. */
  readonly schema: { readonly main: string; readonly visibility: string; readonly index: string };
  readonly images: { readonly server: ImageTags; readonly adminTools: ImageTags; readonly ui: ImageTags };
  /** What an operator has to know of it beside its schema. */
  readonly changes: readonly string[];
}

/** Of a version that is not in the table nobody knows the schema. */
export type Release = Omit<ServerRelease, "schema"> & Partial<Pick<ServerRelease, "schema">>;

interface ReleaseImages {
  readonly ui?: string;
  /** Where upstream's says more than the version, or there is none for just this one. */
  readonly adminToolsTag?: string;
  readonly isBuiltHere?: boolean;
}

const release = (
  version: string,
  [main, visibility, index]: readonly [string, string, string],
  changes: readonly string[],
  { ui = "2.26.2", adminToolsTag = version, isBuiltHere = false }: ReleaseImages = {},
): ServerRelease => ({
  version,
  schema: { main, visibility, index },
  images: {
    server: isBuiltHere ? builtImageOf("server", version) : imageOf("server", version),
    adminTools: isBuiltHere ? builtImageOf("admin-tools", version) : imageOf("admin-tools", version, adminToolsTag),
    ui: imageOf("ui", ui),
  },
  changes,
});

const firstRelease = release(versions.server, ["1.10", "1.3", "5"], [], { ui: versions.ui });

/** In the order in which data goes through them; of each minor version the last is the one that leads to the next. */
export const serverReleases: readonly ServerRelease[] = [
  firstRelease,
  release("1.22.6", ["1.10", "1.3", "5"], ["Fixes alone.", "Since 1.22.4 claims are read before rates are counted."]),
  release(
    "1.23.1",
    ["1.11", "1.4", "6"],
    [
      "The index learns who the parent of a workflow is: ParentWorkflowId, ParentRunId.",
      "Upstream's images for arm64 hold programs for amd64; those built here do not.",
    ],
  ),
  release("1.24.2", ["1.12", "1.6", "7"], ["The index learns the root of a workflow: RootWorkflowId, RootRunId."], {
    adminToolsTag: "1.24.2-tctl-1.18.1-cli-1.0.0",
  }),
  release(
    "1.25.2",
    ["1.14", "1.6", "7"],
    ["Two rates of the dynamic configuration are known no more, and warned of."],
    {
      adminToolsTag: "1.25.2-tctl-1.18.1-cli-1.1.1",
    },
  ),
  release("1.26.2", ["1.14", "1.7", "8"], []),
  release("1.27.3", ["1.16", "1.9", "9"], [], { adminToolsTag: "1.27.2-tctl-1.18.2-cli-1.3.0" }),
  release("1.28.1", ["1.17", "1.9", "9"], [], { adminToolsTag: "1.28.1-tctl-1.18.4-cli-1.4.1" }),
  release("1.29.2", ["1.18", "1.9", "9"], [], { adminToolsTag: "1.29.1-tctl-1.18.4-cli-1.5.0" }),
  release(
    "1.30.4",
    ["1.18", "1.13", "13"],
    [
      "Upstream's images have no shell tools any more, which the schema job and the health check need: those built here are used.",
    ],
    { isBuiltHere: true },
  ),
];

/** The release of a version; undefined for one that is not in the table. */
export function releaseOf(version: string | undefined): ServerRelease | undefined {
  return serverReleases.find((known) => known.version === version);
}

/** Of a secured cluster: that of the first release can be made to run what a worker wrote, in the browser of who looks (CVE-2024-2435). */
export const securedUi: ImageTags = (serverReleases.at(-1) ?? firstRelease).images.ui;

/** The image that is built here for an upstream one of a release. */
export function standInOf(upstream: string): string | undefined {
  const ofServers = serverReleases.flatMap((known) => Object.values(known.images));
  const images = [...ofServers, ...[...postgresReleases, ...elasticsearchReleases].map((known) => known.images)];
  return images.find((tags) => tags.upstream === upstream)?.local;
}

export interface SchemaVersion {
  /** Added to the name of the database. */
  readonly suffix: string;
  /** Made first: without it the schema was not even begun. */
  readonly firstTable: string;
  readonly expected: string;
}

/**
 * To which the schema job of a server brings the two databases.
 * @param version one that is not in the table is taken for the default one, whose schema every later one has as well
 */
export function schemaVersionsOf(version: string | undefined): readonly SchemaVersion[] {
  const { main, visibility } = (releaseOf(version) ?? firstRelease).schema;
  return [
    { suffix: "", firstTable: "namespaces", expected: main },
    { suffix: "_visibility", firstTable: "executions_visibility", expected: visibility },
  ];
}
