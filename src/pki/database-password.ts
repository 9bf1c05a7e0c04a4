import type { CertificateFiles } from "../interfaces/certificates.ts";

/** What PostgreSQL, its schema job and the server read it from when they start. */
const path = "mounted/database/password";

/** @throws Error of the file system */
export function ensurePassword(files: CertificateFiles, password: string): void {
  if (files.read(path) !== password) files.write(path, password, "container");
}
