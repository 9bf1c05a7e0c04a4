import { createHmac } from "node:crypto";
import type { CertificateFiles } from "../interfaces/certificates.ts";

/** What PostgreSQL, its schema job and the server read it from when they start. */
const path = "mounted/database/password";

/** @throws Error of the file system */
export function ensurePassword(files: CertificateFiles, password: string): void {
  if (files.read(path) !== password) files.write(path, password, "container");
}

/**
 * Another one where the password is another; whoever sees it, and not the authority's key, cannot try passwords by it.
 * @param authority with its key, in PEM; undefined where there is none yet, and nothing that was made with a password
 */
export function passwordMark(authority: string | undefined, password: string): string {
  if (authority === undefined) return "";
  return createHmac("sha256", authority).update(password).digest("hex").slice(0, 16);
}
