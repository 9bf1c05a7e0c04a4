import type { CertificateFiles } from "../interfaces/certificates.ts";
import { issueLeaf } from "./authority.ts";
import { authorityPath, issuedFiles } from "./cluster-certificates.ts";
import { pairText, readPair } from "./pair.ts";

export interface ClientRequest {
  readonly name: string;
  readonly days: number;
}

/**
 * A certificate by which an application shows who it is; one of the same name is replaced.
 * @param nowMs milliseconds since the epoch
 * @returns whether it was issued: without the authorities nothing can be
 * @throws Error of the file system
 */
export async function issueClient(
  files: CertificateFiles,
  { name, days }: ClientRequest,
  nowMs: number,
): Promise<boolean> {
  const [cluster, clients] = [
    readPair(files.read(authorityPath("cluster"))),
    readPair(files.read(authorityPath("clients"))),
  ];
  if (cluster === undefined || clients === undefined) return false;
  const issued = await issueLeaf(clients, { commonName: name, usages: ["client"], names: [], days }, nowMs);
  const paths = issuedFiles(name);
  files.write(paths.authority, cluster.certificate, "owner");
  files.write(paths.pair, pairText(issued), "owner");
  return true;
}
