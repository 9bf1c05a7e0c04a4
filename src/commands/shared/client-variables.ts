/** What a client shows, and whom it believes; absolute paths. */
export interface ShownFiles {
  /** That stands in the certificate of whoever answers. */
  readonly serverName: string;
  readonly authority: string;
  /** Certificate and key in one file. */
  readonly pair: string;
}

/** By these variables SDKs and the Temporal CLI find them. */
export function variablesOf({ serverName, authority, pair }: ShownFiles): Readonly<Record<string, string>> {
  return {
    TEMPORAL_TLS: "true",
    TEMPORAL_TLS_SERVER_NAME: serverName,
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: authority,
    TEMPORAL_TLS_CLIENT_CERT_PATH: pair,
    TEMPORAL_TLS_CLIENT_KEY_PATH: pair,
    // Of the Temporal CLI before 1.0, which is the one of this cluster.
    TEMPORAL_TLS_CA: authority,
    TEMPORAL_TLS_CERT: pair,
    TEMPORAL_TLS_KEY: pair,
  };
}
