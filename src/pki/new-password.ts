import { randomBytes } from "node:crypto";

/** 120 bits, without signs that a shell or a file of settings takes for its own. */
export function newPassword(): string {
  return randomBytes(15).toString("base64url");
}
