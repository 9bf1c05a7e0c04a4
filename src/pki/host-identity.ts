import type { CertificateFiles, ClientIdentity } from "../interfaces/certificates.ts";
import { authorityPath, hostClient, serverName } from "./cluster-certificates.ts";
import { readPair } from "./pair.ts";

/** What this program shows to the server; undefined where there is none yet. */
export function hostIdentity(files: CertificateFiles): ClientIdentity | undefined {
  const own = readPair(files.read(hostClient));
  const authority = readPair(files.read(authorityPath("cluster")))?.certificate;
  return own === undefined || authority === undefined ? undefined : { ...own, authority, serverName };
}
