import type { CertificateFiles } from "../interfaces/certificates.ts";

/** What containers read to reach a provider of identities; undefined where the settings name none. */
export interface ProviderTexts {
  readonly clientSecret: string | undefined;
  /** In PEM, of who has signed its certificate. */
  readonly authority: string | undefined;
}

/** @throws Error of the file system */
export function ensureProviderFiles(files: CertificateFiles, { clientSecret, authority }: ProviderTexts): void {
  const wanted = {
    "mounted/login/client-secret": clientSecret,
    "mounted/login/provider-ca.pem": authority,
  };
  for (const [path, text] of Object.entries(wanted)) {
    if (files.read(path) === text) continue;
    if (text === undefined) files.remove(path);
    else files.write(path, text, "container");
  }
}
