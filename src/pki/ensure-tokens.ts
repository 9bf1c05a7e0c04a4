import { randomBytes } from "node:crypto";
import type { CertificateFiles } from "../interfaces/certificates.ts";
import { leafDays, renewalMs } from "./cluster-certificates.ts";
import { issueToken, publishKeys, tokenNamed } from "./keep-tokens.ts";
import { hostToken, tokenPath } from "./own-tokens.ts";
import type { TokenRequest } from "./token.ts";

/** Who has it could make cookies of the page. */
const cookieSecret = "mounted/login/cookie-secret";

type OwnToken = Pick<TokenRequest, "name" | "role"> & {
  /** Of another form, for who cannot read the token as it is. */
  readonly shown?: { readonly path: string; readonly text: (token: string) => string };
};

/** Those of the cluster's own parts. */
const ownTokens: readonly OwnToken[] = [
  { name: hostToken, role: "admin" },
  {
    name: "temporal-cli",
    role: "admin",
    shown: {
      path: "mounted/cli-settings/temporal.yaml",
      text: (token) => `env:\n  default:\n    grpc-meta: "authorization=Bearer ${token}"\n`,
    },
  },
  {
    // By this the page lists namespaces to whoever has signed in.
    name: "temporal-web",
    role: "reader",
    shown: {
      path: "mounted/gateway/page.conf",
      text: (token) => `default "Bearer ${token}";\n`,
    },
  },
];

/** No application is given one of them. */
export const isOwnToken = (name: string): boolean => ownTokens.some((own) => own.name === name);

/** Makes what is missing or ends soon, and the set of keys. @param nowMs milliseconds since the epoch; @throws Error of the file system */
export async function ensureTokens(files: CertificateFiles, nowMs: number, all = false): Promise<void> {
  for (const { name, role, shown } of ownTokens) {
    const kept = tokenNamed(files, name);
    if (all || kept === undefined || kept.endsMs < nowMs + renewalMs)
      await issueToken(files, { name, role, namespaces: [], lastsSeconds: leafDays * 86_400 }, nowMs);
    if (shown === undefined) continue;
    const text = shown.text((files.read(tokenPath(name)) ?? "").trim());
    if (files.read(shown.path) !== text) files.write(shown.path, text, "container");
  }
  publishKeys(files);
  if (files.read(cookieSecret) === undefined) renewCookieSecret(files);
}

/** Who has signed in has to do so again once the login is started anew. @throws Error of the file system */
export function renewCookieSecret(files: CertificateFiles): void {
  files.write(cookieSecret, randomBytes(32).toString("base64url"), "container");
}
