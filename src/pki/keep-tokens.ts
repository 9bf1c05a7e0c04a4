import type { CertificateFiles } from "../interfaces/certificates.ts";
import { tokenPath } from "./own-tokens.ts";
import { providerKeys } from "./provider-keys.ts";
import { readToken, type TokenFacts } from "./read-token.ts";
import { signToken, type TokenRequest } from "./token.ts";

const folder = "tokens";
/** What the server fetches from the gateway, every few seconds. */
const keySet = "mounted/gateway/keys/jwks.json";

/** In the place of a hash: of who signs in to the page at a provider of identities. */
export const atProvider = "provider";

/** Hashed, of who may see the page. */
const passwordPath = (name: string): string => `${folder}/${name}/password`;
const keyPath = (name: string): string => `${folder}/${name}/key.json`;

/**
 * Makes one; that of the same name is worth nothing from then on.
 * @param nowMs milliseconds since the epoch
 * @param passwordHash of who may see the page by it as well, in bcrypt, or `atProvider`
 * @throws Error of the file system
 */
export async function issueToken(
  files: CertificateFiles,
  request: TokenRequest,
  nowMs: number,
  passwordHash?: string,
): Promise<void> {
  const { token, key } = await signToken(request, nowMs);
  if (passwordHash === undefined) files.remove(passwordPath(request.name));
  else files.write(passwordPath(request.name), `${passwordHash}\n`, "owner");
  files.write(tokenPath(request.name), `${token}\n`, "owner");
  files.write(keyPath(request.name), JSON.stringify(key), "owner");
  publishKeys(files);
}

/** Takes one back. @returns whether there was one; @throws Error of the file system */
export function revokeToken(files: CertificateFiles, name: string): boolean {
  if (!files.names(folder).includes(name)) return false;
  // The key first: a token without one is worth nothing.
  files.remove(keyPath(name));
  publishKeys(files);
  files.remove(`${folder}/${name}`);
  return true;
}

/** Those that are there and have their key, in the order of their names. */
export function listTokens(files: CertificateFiles): readonly ListedToken[] {
  return files.names(folder).flatMap((name) => {
    const facts = tokenNamed(files, name);
    return facts === undefined ? [] : [{ ...facts, seesPage: files.read(passwordPath(name)) !== undefined }];
  });
}

/** Whose file of the token does not go with the key any more: what was made of it still counts. */
export function damagedTokens(files: CertificateFiles): readonly string[] {
  return files
    .names(folder)
    .filter((name) => readKey(files, name) !== undefined && tokenNamed(files, name) === undefined);
}

export interface ListedToken extends TokenFacts {
  /** Whether its owner may sign in to the page. */
  readonly seesPage: boolean;
}

export function tokenNamed(files: CertificateFiles, name: string): TokenFacts | undefined {
  const [key, token] = [readKey(files, name), readToken(files.read(tokenPath(name)))];
  // A kill between the two leaves a token beside the key of the one before.
  return key?.kid === token?.kid ? token : undefined;
}

/** What others read of the tokens; of two who write at once the second sees what the first has made. */
export function publishKeys(files: CertificateFiles): void {
  for (const { path, text } of publications)
    for (let wanted = text(files); files.read(path) !== wanted; wanted = text(files))
      files.write(path, wanted, "container");
}

/** The login does not start without anybody. Of a password that was thrown away, under a name that no token has. */
const nobody = ".nobody:$2b$11$eZ4iNuQN9sIyc.SBmHewKugJQSK6HS8JUcUgk23pqZWercIoovLMS";

interface Publication {
  readonly path: string;
  readonly text: (files: CertificateFiles) => string;
}

const publications: readonly Publication[] = [
  {
    path: keySet,
    text(files) {
      const own = files.names(folder).flatMap((name) => readKey(files, name) ?? []);
      // No provider stands in for the cluster itself.
      const others = providerKeys(files).filter(({ kid }) => !own.some((key) => key.kid === kid));
      return `${JSON.stringify({ keys: [...own, ...others] })}\n`;
    },
  },
  {
    // Who may see the page, for the gateway: the token of who has signed in with a password.
    path: "mounted/gateway/users.conf",
    text: (files) => lines(ofPasswords(files), gatewayLine),
  },
  {
    // The same, for the login: by which password.
    path: "mounted/login/users",
    text: (files) => `${nobody}\n${lines(ofPasswords(files), ({ name, hash }) => `${name}:${hash}`)}`,
  },
  {
    // Who signs in at a provider is another person than who has the same name and a password.
    path: "mounted/gateway/provided-users.conf",
    text: (files) => lines(ofProvider(files), gatewayLine),
  },
  { path: "mounted/login/provided-users", text: (files) => lines(ofProvider(files), ({ name }) => name) },
];

interface Person {
  readonly name: string;
  readonly token: string;
  readonly hash: string;
}

/** A backslash, which is written as two, has the gateway take what else would be a word of its own (`default`) for a name. */
const gatewayLine = ({ name, token }: Person): string => `"\\\\${name}" "Bearer ${token}";`;

const lines = (people: readonly Person[], line: (person: Person) => string): string =>
  people.map((person) => `${line(person)}\n`).join("");

const ofPasswords = (files: CertificateFiles) => peopleIn(files).filter(({ hash }) => hash !== atProvider);
const ofProvider = (files: CertificateFiles) => peopleIn(files).filter(({ hash }) => hash === atProvider);

/** Who may see the page. */
function peopleIn(files: CertificateFiles): readonly Person[] {
  return files.names(folder).flatMap((name) => {
    const [token, hash] = [files.read(tokenPath(name))?.trim(), files.read(passwordPath(name))?.trim()];
    return token === undefined || hash === undefined || readKey(files, name) === undefined ? [] : { name, token, hash };
  });
}

function readKey(files: CertificateFiles, name: string): { readonly kid: string } | undefined {
  try {
    const key = JSON.parse(files.read(keyPath(name)) ?? "") as { readonly kid?: unknown };
    return typeof key.kid === "string" ? { ...key, kid: key.kid } : undefined;
  } catch {
    // Not there, or not whole: the token is made anew, or issued again.
    return undefined;
  }
}
