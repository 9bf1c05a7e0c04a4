import { X509Certificate } from "node:crypto";
import type { CertificateFiles, Identity } from "../interfaces/certificates.ts";
import { authorityPath, issuedFiles, issuedFolder } from "./cluster-certificates.ts";
import { listsExactly, type Revocation, signRevocations } from "./crl.ts";
import { readPair } from "./pair.ts";

/** By which the gateway knows certificates of clients that were taken back; it does not start without. */
const published = "mounted/gateway/clients.crl";
/** One file each, by serial number: what two commands write at once is there twice, and nothing of it is lost. */
const kept = "authority/revoked";

/**
 * Takes the certificate of an application back, and removes its files.
 * @param nowMs milliseconds since the epoch
 * @returns whether there was one; @throws Error of the file system
 */
export async function revokeClient(files: CertificateFiles, name: string, nowMs: number): Promise<boolean> {
  const clients = readPair(files.read(authorityPath("clients")));
  const pair = files.names(issuedFolder).includes(name) ? readPair(files.read(issuedFiles(name).pair)) : undefined;
  if (clients === undefined || pair === undefined) return false;
  files.write(`${kept}/${new X509Certificate(pair.certificate).serialNumber}`, String(nowMs), "owner");
  await publish(files, clients, nowMs);
  // Last: where this is cut short before, the same command takes it back again.
  files.remove(`${issuedFolder}/${name}`);
  return true;
}

/** Signs the list where it is not that of this authority and all that was taken back. @param nowMs milliseconds since the epoch; @throws Error of the file system */
export async function ensureRevocations(files: CertificateFiles, clients: Identity, nowMs: number): Promise<void> {
  if (!(await listsExactly(files.read(published), readRevocations(files), clients)))
    await publish(files, clients, nowMs);
}

/** Again where another command has taken one back meanwhile, which may have written its list before. */
async function publish(files: CertificateFiles, clients: Identity, nowMs: number): Promise<void> {
  for (;;) {
    const revocations = readRevocations(files);
    files.write(published, await signRevocations(clients, revocations, nowMs), "container");
    if (readRevocations(files).length === revocations.length) return;
  }
}

function readRevocations(files: CertificateFiles): readonly Revocation[] {
  const serials = files.names(kept).filter((name) => /^[0-9A-F]+$/.test(name));
  return serials.map((serial) => ({ serial, sinceMs: Number(files.read(`${kept}/${serial}`) ?? 0) }));
}
