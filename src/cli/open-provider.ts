import type { Settings } from "../cluster/services/index.ts";
import type { ProviderFiles } from "../commands/command.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import { readIfThere } from "../host/read-if-there.ts";
import type { CertificateFiles } from "../interfaces/certificates.ts";
import type { ProviderTexts } from "../pki/provider-files.ts";

/** Of a provider of identities, as the settings have it. */
export interface Provider {
  /** @throws TemporalStartError FILE_UNREADABLE */
  readonly texts: () => ProviderTexts;
  /**
   * Asks for its keys, keeps and publishes them.
   * @returns why those of the last time count, where they do
   */
  readonly follow: (files: CertificateFiles, signal: AbortSignal) => Promise<string | undefined>;
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
      if (url === "") return undefined;
      try {
        const [{ fetchText }, { keepProviderKeys, usableKeys }, { publishKeys }] = await Promise.all([
          import("../host/fetch-text.ts"),
          import("../pki/provider-keys.ts"),
          import("../pki/keep-tokens.ts"),
        ]);
        const text = await fetchText(url, { authority: texts().authority, signal, ...limits });
        keepProviderKeys(files, { url, keys: await usableKeys(text) });
        publishKeys(files);
        return undefined;
      } catch (error) {
        signal.throwIfAborted();
        return `The keys of ${url} could not be had: ${causeMessage(error)}; those of the last time count, where there are any.`;
      }
    },
  };
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
