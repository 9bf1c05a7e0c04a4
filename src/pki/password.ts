import { randomBytes } from "node:crypto";
import { hash } from "bcryptjs";

/** Each step doubles the time of one guess; this one takes a tenth of a second. */
const cost = 11;

/** In bcrypt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** 120 bits, without signs that a person mistakes for others or a shell takes for its own. */
export function newPassword(): string {
  return randomBytes(15).toString("base64url");
}
