import type { ShownFiles } from "../shared/client-variables.ts";

/** What a client needs to know of the cluster. */
export interface ClientFacts {
  /** `host:port`. */
  readonly address: string;
  readonly namespace: string;
  /** Absent where the server asks for no certificate. */
  readonly tls?: ShownFiles;
  /** Absolute path of the file with the token; absent where the server asks for none. */
  readonly token?: string;
}
