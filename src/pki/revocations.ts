import { X509Certificate } from "node:crypto";
import type { CertificateFiles, Identity } from "../interfaces/certificates.ts";
import { authorityPath, issuedFiles, issuedFolder } from "./cluster-certificates.ts";
import { isSignedBy, type Revocation, signRevocations } from "./crl.ts";
import { readPair } from "./pair.ts";

/** By which the gateway knows certificates of clients that were taken back; it does not start without. */
const published = "mounted/gateway/clients.crl";
const kept = "authority/revoked.json";

/**
 * Takes the certificate of an application back, and removes its files.
 * @param nowMs milliseconds since the epoch
 * @returns whether there was one; @throws Error of the file system
 */
export async function revokeClient(files: CertificateFiles, name: string, nowMs: number): Promise<boolean> {
  const clients = readPair(files.read(authorityPath("clients")));
  const pair = files.names(issuedFolder).includes(name) ? readPair(files.read(issuedFiles(name).pair)) : undefined;
  if (clients === undefined || pair === undefined) return false;
  const serial = new X509Certificate(pair.certificate).serialNumber;
  const known = readRevocations(files).filter((one) => one.serial !== serial);
  files.write(kept, JSON.stringify([...known, { serial, sinceMs: nowMs }]), "owner");
  await publish(files, clients, nowMs);
  // Last: where this is cut short before, the same command takes it back again.
  files.remove(`${issuedFolder}/${name}`);
  return true;
}

/** Signs the list where there is none of this authority. @param nowMs milliseconds since the epoch; @throws Error of the file system */
export async function ensureRevocations(files: CertificateFiles, clients: Identity, nowMs: number): Promise<void> {
  if (!(await isSignedBy(files.read(published), clients))) await publish(files, clients, nowMs);
}

async function publish(files: CertificateFiles, clients: Identity, nowMs: number): Promise<void> {
  files.write(published, await signRevocations(clients, readRevocations(files), nowMs), "container");
}

/** Of a list that is not whole nothing is known: then nobody is let in by mistake, and nothing is signed. */
function readRevocations(files: CertificateFiles): readonly Revocation[] {
  const text = files.read(kept);
  return text === undefined ? [] : (JSON.parse(text) as readonly Revocation[]);
}
