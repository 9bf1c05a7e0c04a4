import type { Settings } from "../cluster/services/index.ts";
import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import { readIfThere } from "../host/read-if-there.ts";
import type { CertificateFiles } from "../interfaces/certificates.ts";
import type { ProviderFaults, ProviderFiles } from "../interfaces/provider.ts";
import type { ProviderTexts } from "../pki/provider-files.ts";

/** Of a provider of identities, as the settings have it. */
export interface Provider {
  /** @throws TemporalStartError FILE_UNREADABLE */
  readonly texts: () => ProviderTexts;
  /** Asks for its keys, keeps and publishes them, and asks whether people can sign in there. */
  readonly follow: (files: CertificateFiles, signal: AbortSignal) => Promise<ProviderFaults>;
}

const limits = { timeoutMs: 5_000, mostBytes: 1_000_000 };

type Values = Pick<Settings, "TEMPORAL_JWT_KEYS" | "TEMPORAL_OIDC_ISSUER">;

export function openProvider(
  { TEMPORAL_JWT_KEYS: url, TEMPORAL_OIDC_ISSUER: issuer }: Values,
  { clientSecretFile, authorityFile }: ProviderFiles,
): Provider {
  const texts = (): ProviderTexts => ({
    clientSecret: issuer === "" ? undefined : textOf(clientSecretFile, /./, "is empty"),
    authority:
      issuer === "" && url === ""
        ? undefined
        : textOf(authorityFile, /-BEGIN CERTIFICATE-/, "has no certificate in PEM"),
  });
  return {
    texts,
    async follow(files, signal) {
      const fetched = async (from: string): Promise<string> => {
        const { fetchText } = await import("../host/fetch-text.ts");
        return fetchText(from, { authority: texts().authority, signal, ...limits });
      };
      const [keys, login] = await Promise.all([
        url === "" ? undefined : why(signal, followKeys(files, url, fetched)),
        issuer === "" ? undefined : why(signal, requireIssuer(issuer, fetched)),
      ]);
      return defined({
        keys:
          keys && `The keys of ${url} could not be had: ${keys}; those of the last time count, where there are any.`,
        login:
          login && `${issuer} does not answer as an issuer: ${login}. Nobody can sign in to the page until it does.`,
      });
    },
  };
}

async function followKeys(files: CertificateFiles, url: string, fetched: Fetched): Promise<void> {
  const [{ keepProviderKeys, usableKeys }, { publishKeys }] = await Promise.all([
    import("../pki/provider-keys.ts"),
    import("../pki/keep-tokens.ts"),
  ]);
  keepProviderKeys(files, { url, keys: await usableKeys(await fetched(url)) });
  publishKeys(files);
}

/** What the login asks when it starts, and ends without (OpenID Connect Discovery 1.0). */
async function requireIssuer(issuer: string, fetched: Fetched): Promise<void> {
  const text = await fetched(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const { issuer: named } = JSON.parse(text) as { readonly issuer?: unknown };
  if (named !== issuer) throw new Error(`it calls itself ${String(named)}`);
}

type Fetched = (url: string) => Promise<string>;

/** Why something failed; undefined where it did not. */
async function why(signal: AbortSignal, work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return causeMessage(error);
  }
}

/** @param form of what is to be in it; @param otherwise what is said where it is not */
function textOf(path: string | undefined, form: RegExp, otherwise: string): string | undefined {
  if (path === undefined) return undefined;
  let text: string | undefined;
  try {
    text = readIfThere(path)?.trim();
  } catch (error) {
    throw unusable(path, `cannot be read: ${causeMessage(error)}`, error);
  }
  if (text !== undefined && !form.test(text)) throw unusable(path, otherwise);
  return text;
}

function unusable(path: string, why: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_UNREADABLE",
    category: "preflight",
    message: `${path}, which the settings name, ${why}; nothing was changed.`,
    hint: "Correct it, or name another one in temporal.env (TEMPORAL_OIDC_CLIENT_SECRET_FILE, TEMPORAL_PROVIDER_CA_FILE).",
    cause,
  });
}
