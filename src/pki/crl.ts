// Packages below @peculiar/x509 ask for it.
import "reflect-metadata";
import { PemConverter, X509Certificate, X509Crl, X509CrlGenerator } from "@peculiar/x509";
import type { Identity } from "../interfaces/certificates.ts";
import { algorithm, earlierMs, signingKeyOf } from "./authority.ts";

/** One certificate that was taken back. */
export interface Revocation {
  /** In hex. */
  readonly serial: string;
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** As long as its authority: a list that has ended has everybody refused. */
const lastsMs = 3_650 * 86_400_000;

/** The list of an authority's certificates that count no more, in PEM. @param nowMs milliseconds since the epoch */
export async function signRevocations(
  authority: Identity,
  revocations: readonly Revocation[],
  nowMs: number,
): Promise<string> {
  const list = await X509CrlGenerator.create({
    issuer: new X509Certificate(authority.certificate).subject,
    // As a certificate: the clock of who reads it may be behind.
    thisUpdate: new Date(nowMs - earlierMs),
    nextUpdate: new Date(nowMs + lastsMs),
    entries: revocations.map(({ serial, sinceMs }) => ({ serialNumber: serial, revocationDate: new Date(sinceMs) })),
    signingAlgorithm: algorithm,
    signingKey: await signingKeyOf(authority),
  });
  // As OpenSSL reads it; the library calls it by another name.
  return `${PemConverter.encode(list.rawData, "X509 CRL")}\n`;
}

/** Whether a list is one of this authority, whole, and has these and no others. */
export async function listsExactly(
  list: string | undefined,
  revocations: readonly Revocation[],
  { certificate }: Identity,
): Promise<boolean> {
  if (list === undefined) return false;
  try {
    const read = new X509Crl(list);
    const listed = new Set(read.entries.map(({ serialNumber }) => serialNumber.toLowerCase()));
    const isWhole = revocations.every(({ serial }) => listed.has(serial.toLowerCase()));
    return (
      isWhole &&
      listed.size === revocations.length &&
      (await read.verify({ publicKey: new X509Certificate(certificate) }))
    );
  } catch {
    return false;
  }
}
