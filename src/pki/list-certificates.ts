import { X509Certificate } from "node:crypto";
import type { CertificateFiles } from "../interfaces/certificates.ts";
import { authorityNames, authorityPath, issuedFiles, issuedFolder, wantedLeaves } from "./cluster-certificates.ts";
import { readPair } from "./pair.ts";

export interface ListedCertificate {
  /** Its common name. */
  readonly name: string;
  readonly use: "authority" | "cluster" | "client";
  /** Relative to the folder of the certificates. */
  readonly path: string;
  /** In hex. */
  readonly serial: string;
  /** Milliseconds since the epoch. */
  readonly beginsMs: number;
  readonly endsMs: number;
}

/** All that are whole: of the instance's authorities, of its own parts, and those that were issued. */
export function listCertificates(files: CertificateFiles): readonly ListedCertificate[] {
  const issued = files.names(issuedFolder).map((name) => issuedFiles(name).pair);
  const of = (use: ListedCertificate["use"], paths: readonly string[]): readonly ListedCertificate[] =>
    paths.flatMap((path) => describe(files, use, path));
  return [
    ...of("authority", authorityNames.map(authorityPath)),
    ...of(
      "cluster",
      wantedLeaves([]).map(({ path }) => path),
    ),
    ...of("client", issued),
  ];
}

function describe(files: CertificateFiles, use: ListedCertificate["use"], path: string): readonly ListedCertificate[] {
  const pair = readPair(files.read(path));
  if (pair === undefined) return [];
  const { subject, serialNumber, validFrom, validTo } = new X509Certificate(pair.certificate);
  const [beginsMs, endsMs] = [Date.parse(validFrom), Date.parse(validTo)];
  return [{ name: subject.replace(/^CN=/, ""), use, path, serial: serialNumber, beginsMs, endsMs }];
}
