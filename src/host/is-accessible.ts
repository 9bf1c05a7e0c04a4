import { access, constants } from "node:fs/promises";

/**
 * Whether this user can reach what has this name; what cannot be looked at is as good as missing.
 * @param mode by default that it exists, whatever may be done with it
 */
export async function isAccessible(path: string, mode: number = constants.F_OK): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}
