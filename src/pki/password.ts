import { hash } from "bcryptjs";

/** Each step doubles the time of one guess; this one takes a tenth of a second. */
const cost = 11;

/** In bcrypt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}
