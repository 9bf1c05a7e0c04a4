import type { LeafRequest } from "./authority.ts";

export const authorities = { cluster: "temporal-start cluster", clients: "temporal-start clients" } as const;
export type AuthorityName = keyof typeof authorities;
export const authorityNames = Object.keys(authorities) as readonly AuthorityName[];
/** How long those of the cluster are good, and those of applications unless somebody says otherwise. */
export const leafDays = 90;

export const authorityPath = (name: AuthorityName): string => `authority/${name}.pem`;

/** In every certificate of the server, so that clients know it whatever address leads to it. */
export const serverName = "temporal-server";
const internodeName = "internode.temporal-start";

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
 * Those of a cluster. Its own authority signs what the server shows, another one what clients show: a client's certificate
 * opens no door between the roles.
 */
export const wantedLeaves: readonly WantedLeaf[] = [
  {
    path: "mounted/server/frontend.pem",
    authority: "cluster",
    commonName: serverName,
    usages: ["server"],
    names: [serverName, "temporal", "localhost", "127.0.0.1", "::1"],
    reader: "container",
  },
  {
    path: "mounted/server/internode.pem",
    authority: "cluster",
    commonName: "temporal-internode",
    usages: ["server", "client"],
    names: [internodeName, "127.0.0.1"],
    reader: "container",
  },
  client("mounted/web/client.pem", "temporal-web", "container"),
  client("mounted/cli/client.pem", "temporal-cli", "container"),
  client(hostClient, "temporal-start", "owner"),
];

/** Of an application: its certificate with the key, and whom to believe. */
export const issuedFolder = "issued";
export function issuedFiles(name: string): Readonly<Record<"pair" | "authority", string>> {
  return { pair: `${issuedFolder}/${name}/client.pem`, authority: `${issuedFolder}/${name}/ca.pem` };
}

/** Whom to believe, by the file that says it. */
export const trusted: Readonly<Record<string, AuthorityName>> = {
  "mounted/server/cluster-ca.pem": "cluster",
  "mounted/server/clients-ca.pem": "clients",
  "mounted/web/ca.pem": "cluster",
  "mounted/cli/ca.pem": "cluster",
};

function client(path: string, commonName: string, reader: WantedLeaf["reader"]): WantedLeaf {
  return { path, authority: "clients", commonName, usages: ["client"], names: [], reader };
}
