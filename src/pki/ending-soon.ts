import type { CertificateFiles } from "../interfaces/certificates.ts";
import type { EndingCertificate } from "../interfaces/temporal.ts";
import { isOwnToken } from "./ensure-tokens.ts";
import { listTokens } from "./keep-tokens.ts";
import { listCertificates } from "./list-certificates.ts";

/** So long before its end one is told of; of one for a short time, its last third. */
const warnedMs = 14 * 86_400_000;

interface Lasting {
  readonly beginsMs: number;
  readonly endsMs: number;
}

/**
 * Certificates and tokens that end soon. Those of the cluster itself also when they have; those of applications are then
 * theirs to miss. @param nowMs milliseconds since the epoch
 */
export function endingSoon(files: CertificateFiles, nowMs: number, hasTokens: boolean): readonly EndingCertificate[] {
  const isSoon = ({ beginsMs, endsMs }: Lasting): boolean =>
    nowMs > endsMs - Math.min(warnedMs, (endsMs - beginsMs) / 3);
  const isTold = (one: Lasting & EndingCertificate): boolean => isSoon(one) && (one.isOurs || one.endsMs > nowMs);
  const certificates = listCertificates(files).map(({ use, ...facts }) => ({ ...facts, isOurs: use !== "client" }));
  const tokens = (hasTokens ? listTokens(files) : []).map(({ name, ...facts }) => ({
    ...facts,
    name: `token ${name}`,
    isOurs: isOwnToken(name),
  }));
  return [...certificates, ...tokens].filter(isTold).map(({ name, isOurs, endsMs }) => ({ name, isOurs, endsMs }));
}
