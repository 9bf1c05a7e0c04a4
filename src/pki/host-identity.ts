import { defined } from "../defined.ts";
import type { CertificateFiles, ClientIdentity } from "../interfaces/certificates.ts";
import { authorityPath, hostClient, serverName } from "./cluster-certificates.ts";
import { hostToken, tokenPath } from "./own-tokens.ts";
import { readPair } from "./pair.ts";

/** Of who signs what is shown by the cluster, in PEM; undefined where there is none yet. */
export function authorityText(files: CertificateFiles): string | undefined {
  return readPair(files.read(authorityPath("cluster")))?.certificate;
}

/** What this program shows to the server, with its token where one is asked for; undefined where there is none yet. */
export function hostIdentity(files: CertificateFiles, hasTokens: boolean): ClientIdentity | undefined {
  const own = readPair(files.read(hostClient));
  const authority = authorityText(files);
  const token = hasTokens ? files.read(tokenPath(hostToken))?.trim() : undefined;
  if (own === undefined || authority === undefined || (hasTokens && token === undefined)) return undefined;
  return { ...own, authority, serverName, ...defined({ token }) };
}
