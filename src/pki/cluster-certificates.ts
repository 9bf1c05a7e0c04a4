import type { LeafRequest } from "./authority.ts";

export const authorities = {
  cluster: "temporal-start cluster",
  clients: "temporal-start clients",
  inner: "temporal-start inner clients",
} as const;
export type AuthorityName = keyof typeof authorities;
export const authorityNames = Object.keys(authorities) as readonly AuthorityName[];
/** How long those of the cluster are good, and those of applications unless somebody says otherwise. */
export const leafDays = 90;
/** From so long before its end on, a start replaces what is of the cluster. */
export const renewalMs = 30 * 86_400_000;

export const authorityPath = (name: AuthorityName): string => `authority/${name}.pem`;

/** In every certificate of the server, so that clients know it whatever address leads to it. */
export const serverName = "temporal-server";
/** The same of PostgreSQL, for who comes by another way than its name. */
const databaseName = "temporal-postgres";
const internodeName = "internode.temporal-start";
const ownNames = ["localhost", "127.0.0.1", "::1"] as const;

/** One certificate that a part of the cluster has. */
export interface WantedLeaf extends Omit<LeafRequest, "days"> {
  /** Certificate and key in one file, so that a reader never finds two that do not fit. */
  readonly path: string;
  readonly authority: AuthorityName;
  readonly reader: "owner" | "container";
}

/** What this program itself shows. */
export const hostClient = "host/client.pem";

/**
 * Those of a cluster. Its own authority signs what is shown to clients and by which roles know each other; one signs what
 * clients show to the gateway, another what the gateway and those inside show to the server. So a client's certificate opens
 * neither the server itself nor a door between its roles.
 * @param hostNames by which other machines reach this one
 */
export function wantedLeaves(hostNames: readonly string[]): readonly WantedLeaf[] {
  return [
    server("mounted/server/frontend.pem", serverName, [serverName, ...ownNames]),
    server("mounted/gateway/gateway.pem", serverName, [
      serverName,
      "temporal",
      "temporal-gateway",
      ...ownNames,
      ...hostNames,
    ]),
    {
      path: "mounted/server/internode.pem",
      authority: "cluster",
      commonName: "temporal-internode",
      usages: ["server", "client"],
      names: [internodeName, "127.0.0.1"],
      reader: "container",
    },
    server("mounted/postgres/server.pem", databaseName, [databaseName]),
    client("mounted/gateway/client.pem", "inner", "temporal-gateway", "container"),
    client("mounted/web/client.pem", "inner", "temporal-web", "container"),
    client("mounted/cli/client.pem", "inner", "temporal-cli", "container"),
    client(hostClient, "clients", "temporal-start", "owner"),
  ];
}

/** Of an application: its certificate with the key, and whom to believe. */
export const issuedFolder = "issued";
export function issuedFiles(name: string): Readonly<Record<"pair" | "authority", string>> {
  return { pair: `${issuedFolder}/${name}/client.pem`, authority: `${issuedFolder}/${name}/ca.pem` };
}

/** Whom to believe, by the file that says it. */
export const trusted: Readonly<Record<string, AuthorityName>> = {
  "mounted/server/cluster-ca.pem": "cluster",
  "mounted/server/inner-ca.pem": "inner",
  "mounted/gateway/clients-ca.pem": "clients",
  "mounted/gateway/ca.pem": "cluster",
  "mounted/web/ca.pem": "cluster",
  "mounted/cli/ca.pem": "cluster",
  "mounted/database/ca.pem": "cluster",
};

function server(path: string, commonName: string, names: readonly string[]): WantedLeaf {
  return { path, authority: "cluster", commonName, usages: ["server"], names, reader: "container" };
}

function client(path: string, authority: AuthorityName, commonName: string, reader: WantedLeaf["reader"]): WantedLeaf {
  return { path, authority, commonName, usages: ["client"], names: [], reader };
}
