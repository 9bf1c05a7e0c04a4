import { resolve } from "node:path";
import type { TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { usageError } from "../shared/flags.ts";

const fewestCharacters = 12;
/** Bcrypt looks at no more. */
const mostBytes = 72;

export interface Password {
  readonly hash: string;
  /** Absent where it was given, and so is known. */
  readonly made?: string;
}

interface GivenFlags {
  readonly login?: boolean;
  readonly passwordFile?: string | undefined;
}

/** What the owner of a token signs in with; undefined where he is not to. @throws TemporalStartError USAGE, FILE_UNREADABLE */
export async function readPassword(
  context: Needs<"files" | "place">,
  { login = false, passwordFile }: GivenFlags,
): Promise<Password | undefined> {
  if (!login && passwordFile === undefined) return undefined;
  const { hashPassword } = await import("../../pki/password.ts");
  if (passwordFile === undefined) {
    const { newPassword } = await import("../../pki/new-password.ts");
    const made = newPassword();
    return { hash: await hashPassword(made), made };
  }
  const text = await (await context.files()).read(resolve(context.place.currentFolder, passwordFile));
  if (text === undefined) throw unusable(`There is no file ${passwordFile}.`);
  const password = text.replace(/\r?\n$/, "");
  if (/[\r\n]/.test(password)) throw unusable(`${passwordFile} has several lines; a password is one.`);
  if (password.length < fewestCharacters || Buffer.byteLength(password) > mostBytes)
    throw unusable(
      `The password in ${passwordFile} has less than ${String(fewestCharacters)} characters, or more than ${String(mostBytes)} bytes.`,
    );
  return { hash: await hashPassword(password) };
}

const unusable = (message: string): TemporalStartError => usageError(message, "--login makes one, and shows it once.");
