/** Lines that a shell takes, with what is secret read from its file. @param token path of the file with the token */
export function shellLines(variables: Readonly<Record<string, string>>, token: string | undefined): string {
  const quoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  const secret = token === undefined ? [] : [`export TEMPORAL_API_KEY="$(cat ${quoted(token)})"`];
  return `${[...lines, ...secret].join("\n")}\n`;
}

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
