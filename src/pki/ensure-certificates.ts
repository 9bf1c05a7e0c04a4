import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { CertificateFiles, Identity } from "../interfaces/certificates.ts";
import { createAuthority, issueLeaf } from "./authority.ts";
import {
  type AuthorityName,
  authorities,
  authorityNames,
  authorityPath,
  leafDays,
  renewalMs,
  trusted,
  type WantedLeaf,
  wantedLeaves,
} from "./cluster-certificates.ts";
import { pairText, readPair } from "./pair.ts";
import { ensureRevocations } from "./revocations.ts";

/**
 * Makes what is missing or damaged, ends soon, or has other names than it is to have; all else stays.
 * @param nowMs milliseconds since the epoch
 * @param hostNames by which other machines reach this one
 * @param all replaces what is well, too; authorities stay
 * @returns paths of what was issued
 * @throws Error of the file system
 */
export async function ensureCertificates(
  files: CertificateFiles,
  nowMs: number,
  hostNames: readonly string[] = [],
  all = false,
): Promise<readonly string[]> {
  const made = await Promise.all(
    authorityNames.map(async (name) => [name, await ensureAuthority(files, name, nowMs)] as const),
  );
  const authority = Object.fromEntries(made) as Readonly<Record<AuthorityName, Identity>>;
  for (const [path, name] of Object.entries(trusted)) {
    const { certificate } = authority[name];
    if (files.read(path) !== certificate) files.write(path, certificate, "container");
  }
  await ensureRevocations(files, authority.clients, nowMs);
  const isGood = (leaf: WantedLeaf): boolean =>
    !all && isAsWanted(readPair(files.read(leaf.path)), leaf, authority[leaf.authority], nowMs);
  const due = wantedLeaves(hostNames).filter((leaf) => !isGood(leaf));
  await Promise.all(
    due.map(async (leaf) => {
      const issued = await issueLeaf(authority[leaf.authority], { ...leaf, days: leafDays }, nowMs);
      files.write(leaf.path, pairText(issued), leaf.reader);
    }),
  );
  return due.map(({ path }) => path);
}

/** Whether they are there, whole: without them nothing that was issued is worth anything. */
export function hasAuthorities(files: CertificateFiles): boolean {
  return authorityNames.every((name) => readPair(files.read(authorityPath(name))) !== undefined);
}

async function ensureAuthority(files: CertificateFiles, name: AuthorityName, nowMs: number): Promise<Identity> {
  const path = authorityPath(name);
  const kept = readPair(files.read(path));
  if (kept !== undefined) return kept;
  const text = pairText(await createAuthority(authorities[name], nowMs));
  files.write(path, text, "owner");
  const made = readPair(text);
  if (made === undefined) throw new Error(`What was made for ${path} is no certificate with its key.`);
  return made;
}

function isAsWanted(found: Identity | undefined, { names }: WantedLeaf, authority: Identity, nowMs: number): boolean {
  if (found === undefined) return false;
  const certificate = new X509Certificate(found.certificate);
  const isLasting = Date.parse(certificate.validTo) > nowMs + renewalMs;
  const has = (name: string): boolean =>
    (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
  return isLasting && certificate.verify(new X509Certificate(authority.certificate).publicKey) && names.every(has);
}
