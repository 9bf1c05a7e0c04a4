import type { CertificateFiles } from "../interfaces/certificates.ts";
import { tokenPath } from "./own-tokens.ts";
import { readToken, signToken, type TokenFacts, type TokenRequest } from "./token.ts";

const folder = "tokens";
/** What the server fetches from the gateway, every few seconds. */
const keySet = "mounted/gateway/keys/jwks.json";

const keyPath = (name: string): string => `${folder}/${name}/key.json`;

/** Makes one; that of the same name is worth nothing from then on. @param nowMs milliseconds since the epoch; @throws Error of the file system */
export async function issueToken(files: CertificateFiles, request: TokenRequest, nowMs: number): Promise<void> {
  const { token, key } = await signToken(request, nowMs);
  files.write(tokenPath(request.name), `${token}\n`, "owner");
  files.write(keyPath(request.name), JSON.stringify(key), "owner");
  publishKeys(files);
}

/** Takes one back. @returns whether there was one; @throws Error of the file system */
export function revokeToken(files: CertificateFiles, name: string): boolean {
  const isThere = files.names(folder).includes(name);
  // The key first: a token without one is worth nothing.
  files.remove(keyPath(name));
  publishKeys(files);
  files.remove(`${folder}/${name}`);
  return isThere;
}

/** Those that are there and have their key, in the order of their names. */
export function listTokens(files: CertificateFiles): readonly TokenFacts[] {
  return files.names(folder).flatMap((name) => tokenNamed(files, name) ?? []);
}

export function tokenNamed(files: CertificateFiles, name: string): TokenFacts | undefined {
  return readKey(files, name) === undefined ? undefined : readToken(files.read(tokenPath(name)));
}

/** Writes the set of keys that the server goes by; of two that do so at once the second sees what the first has made. */
export function publishKeys(files: CertificateFiles): void {
  const keys = (): string => {
    const found = files.names(folder).flatMap((name) => readKey(files, name) ?? []);
    return `${JSON.stringify({ keys: found })}\n`;
  };
  for (let wanted = keys(); files.read(keySet) !== wanted; wanted = keys()) files.write(keySet, wanted, "container");
}

function readKey(files: CertificateFiles, name: string): unknown {
  try {
    return JSON.parse(files.read(keyPath(name)) ?? "");
  } catch {
    // Not there, or not whole: the token is made anew, or issued again.
    return undefined;
  }
}
