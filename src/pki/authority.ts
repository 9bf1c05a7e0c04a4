// Packages below @peculiar/x509 ask for it.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { Identity } from "../interfaces/certificates.ts";

cryptoProvider.set(webcrypto as never);

export const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 86_400_000;
/** Clocks differ: what was issued just now is to be good on another machine, too. */
export const earlierMs = 3_600_000;
const authorityDays = 3_650;

export type Usage = "server" | "client";

export interface LeafRequest {
  readonly commonName: string;
  readonly usages: readonly Usage[];
  /** Host names and addresses by which a server is reached; none for a client. */
  readonly names: readonly string[];
  readonly days: number;
}

const usageIds = { server: ExtendedKeyUsage.serverAuth, client: ExtendedKeyUsage.clientAuth } as const;

/** One that signs leaves and no other authorities. @param nowMs milliseconds since the epoch */
export async function createAuthority(commonName: string, nowMs: number): Promise<Identity> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: `CN=${commonName}`,
    ...validity(nowMs, authorityDays),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pemOf(certificate), key: await pemOfKey(keys.privateKey) };
}

/** A certificate that the authority signs, and a new key for it. @param nowMs milliseconds since the epoch */
export async function issueLeaf(
  authority: Identity,
  { commonName, usages, names, days }: LeafRequest,
  nowMs: number,
): Promise<Identity> {
  const issuer = new X509Certificate(authority.certificate);
  const signingKey = await signingKeyOf(authority);
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: `CN=${commonName}`,
    issuer: issuer.subject,
    ...validity(nowMs, days),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension(usages.map((usage) => usageIds[usage])),
      ...alternativeNames(names),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { certificate: pemOf(certificate), key: await pemOfKey(keys.privateKey) };
}

export function signingKeyOf({ key }: Pick<Identity, "key">): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey("pkcs8", PemConverter.decodeFirst(key), algorithm, false, ["sign"]);
}

function alternativeNames(names: readonly string[]): readonly Extension[] {
  const entries = names.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value }) as const);
  return entries.length === 0 ? [] : [new SubjectAlternativeNameExtension(entries)];
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

/** 16 bytes, positive and without a zero at the beginning. */
function newSerial(): string {
  const bytes = Buffer.from(webcrypto.getRandomValues(new Uint8Array(16)));
  return `4${bytes.toString("hex").slice(1)}`;
}

function validity(nowMs: number, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(nowMs - earlierMs), notAfter: new Date(nowMs + days * dayMs) };
}

const pemOf = (certificate: X509Certificate): string => `${certificate.toString("pem")}\n`;

async function pemOfKey(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}
