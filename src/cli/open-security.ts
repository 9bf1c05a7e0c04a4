import { rmSync } from "node:fs";
import { join } from "node:path";
import { namesOfCluster } from "../cluster/services/names-of-cluster.ts";
import type { CommandSettings } from "../commands/command.ts";
import { TemporalStartError } from "../errors.ts";
import { readIfThere } from "../host/read-if-there.ts";
import type { CertificateFiles, ClientIdentity } from "../interfaces/certificates.ts";
import type { ProviderFaults } from "../interfaces/provider.ts";
import type { EndingCertificate, ServerCheck } from "../interfaces/temporal.ts";
import { authorityPath } from "../pki/cluster-certificates.ts";
import { ensurePassword } from "../pki/database-password.ts";
import { ensureProviderFiles } from "../pki/provider-files.ts";
import { secretMark } from "../pki/secret-mark.ts";
import { openProvider } from "./open-provider.ts";

export interface Security {
  /** Absolute path of the folder of what containers mount; undefined where they have none. */
  readonly mounted: string | undefined;
  /** Variables of which each is another one where a secret is another that a container was made with. */
  readonly marks: () => Readonly<Record<string, string>>;
  /** Whom to believe, in PEM. @throws TemporalStartError CERTIFICATES_MISSING */
  readonly authority: () => Promise<string>;
  /** Where certificates are kept, whether they are used or not. */
  readonly files: () => Promise<CertificateFiles>;
  /** Removes all of them. */
  readonly forget: () => void;
  /** Those that end within two weeks, or have. @param nowMs since the epoch */
  readonly ending: (nowMs: number) => Promise<readonly EndingCertificate[]>;
  /** What this program shows to the server; undefined where nobody asks. @throws TemporalStartError CERTIFICATES_MISSING */
  readonly identity: () => Promise<ClientIdentity | undefined>;
  /**
   * Makes what is missing of the certificates, and replaces those that end soon.
   * @param isInUse whether there are containers that have some already
   * @param nowMs since the epoch
   * @throws TemporalStartError CERTIFICATES_MISSING where others than theirs would be made, FILE_UNREADABLE
   */
  readonly ensure: (isInUse: boolean, nowMs: number) => Promise<void>;
  /** Asks a provider of identities, where there is one, for what the cluster needs of it. */
  readonly followProvider: (signal: AbortSignal) => Promise<ProviderFaults>;
}

/** @param stateFolder of what is kept for the instance */
export function openSecurity(
  { values, provider = {} }: Pick<CommandSettings, "provider" | "values">,
  stateFolder: string,
): Security {
  const folder = join(stateFolder, "certificates");
  const forget = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  const files = async () => (await import("../host/certificate-files.ts")).certificateFiles(folder);
  if (values.TEMPORAL_SECURITY === "off") {
    const nothing = () => Promise.resolve(undefined);
    const none = () => Promise.resolve([]);
    return {
      ...{
        mounted: undefined,
        files,
        forget,
        identity: nothing,
        ensure: nothing,
        ending: none,
        followProvider: () => Promise.resolve({}),
      },
      marks: () => ({}),
      authority: () => Promise.reject(missing(folder)),
    };
  }
  const hasTokens = values.TEMPORAL_SECURITY === "full";
  const { texts, follow } = openProvider(values, provider);
  return {
    mounted: join(folder, "mounted"),
    marks() {
      const authority = readIfThere(join(folder, authorityPath("cluster")));
      const password = secretMark(authority, values.POSTGRES_PASSWORD);
      if (!hasTokens) return { TEMPORAL_PASSWORD_MARK: password };
      const { clientSecret, authority: ofProvider } = texts();
      const ofLogin = secretMark(authority, clientSecret, ofProvider);
      return { TEMPORAL_PASSWORD_MARK: password, TEMPORAL_PROVIDER_MARK: ofLogin };
    },
    async authority() {
      const { authorityText } = await import("../pki/host-identity.ts");
      const found = authorityText(await files());
      if (found === undefined) throw missing(folder);
      return found;
    },
    files,
    forget,
    async identity() {
      const { hostIdentity } = await import("../pki/host-identity.ts");
      const found = hostIdentity(await files(), hasTokens);
      if (found === undefined) throw missing(folder);
      return found;
    },
    async ending(nowMs) {
      const { endingSoon } = await import("../pki/ending-soon.ts");
      return endingSoon(await files(), nowMs, hasTokens);
    },
    async ensure(isInUse, nowMs) {
      const { ensureCertificates, hasAuthorities } = await import("../pki/ensure-certificates.ts");
      if (isInUse && !hasAuthorities(await files())) throw lost(folder);
      await ensureCertificates(await files(), nowMs, namesOfCluster(values));
      ensurePassword(await files(), values.POSTGRES_PASSWORD);
      if (!hasTokens) return;
      ensureProviderFiles(await files(), texts());
      const [{ ensureTokens }, { forgetKeysOfOthers }] = await Promise.all([
        import("../pki/ensure-tokens.ts"),
        import("../pki/provider-keys.ts"),
      ]);
      forgetKeysOfOthers(await files(), values.TEMPORAL_JWT_KEYS);
      await ensureTokens(await files(), nowMs);
    },
    async followProvider(signal) {
      return hasTokens ? follow(await files(), signal) : {};
    },
  };
}

/** The answer of a server that could not be asked, because this program has nothing to show. */
export function asUnasked(error: unknown): ServerCheck {
  if (!(error instanceof TemporalStartError)) throw error;
  return { serving: false, code: error.facts.code, message: error.facts.message };
}

/** Whose certificate has ended is let in nowhere, which looks like a server that is not there. @param nowMs since the epoch */
export function withEnding(answer: ServerCheck, ending: readonly EndingCertificate[], nowMs: number): ServerCheck {
  if (answer.serving) return ending.length === 0 ? answer : { ...answer, ending };
  const ended = ending.filter(({ endsMs, isOurs }) => isOurs && endsMs <= nowMs).map(({ name }) => name);
  if (ended.length === 0) return answer;
  const message = `Certificates have ended: ${ended.join(", ")}. temporal-start start makes new ones. (${answer.message})`;
  return { serving: false, code: "CERTIFICATES_END", message };
}

function missing(folder: string): TemporalStartError {
  return new TemporalStartError({
    code: "CERTIFICATES_MISSING",
    category: "preflight",
    message: `There is no certificate, or no token where one is asked for, in ${folder} by which this program could show who it is.`,
    hint: "temporal-start start makes what is missing; of a cluster that runs only who has started it has them.",
  });
}

/** Others would be worth nothing to the server that runs, nor to applications that have a certificate. */
function lost(folder: string): TemporalStartError {
  return new TemporalStartError({
    code: "CERTIFICATES_MISSING",
    category: "preflight",
    message: `The cluster has certificates of authorities that are not in ${folder}; nothing was changed.`,
    hint: "Go on as the user who has started it, or bring that folder back. New ones: temporal-start down, then temporal-start start; every application then needs a new certificate.",
  });
}
