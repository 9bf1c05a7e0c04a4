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
  /** At which people sign in; empty where they have passwords. */
  readonly issuer: string;
}

/** What the owner of a token signs in with, here or at a provider of identities; undefined where he is not to. @throws TemporalStartError USAGE, FILE_UNREADABLE */
export async function readPassword(
  context: Needs<"files" | "place">,
  { login = false, passwordFile, issuer }: GivenFlags,
): Promise<Password | undefined> {
  if (!login && passwordFile === undefined) return undefined;
  if (issuer !== "") {
    if (passwordFile === undefined) return { hash: (await import("../../pki/keep-tokens.ts")).atProvider };
    throw usageError(`People sign in at ${issuer}, where they have their passwords.`, "Leave --password-file out.");
  }
  return passwordFile === undefined ? made() : given(context, passwordFile);
}

async function made(): Promise<Password> {
  const { hashPassword } = await import("../../pki/password.ts");
  const { newPassword } = await import("../../pki/new-password.ts");
  const password = newPassword();
  return { hash: await hashPassword(password), made: password };
}

async function given(context: Needs<"files" | "place">, passwordFile: string): Promise<Password> {
  const text = await (await context.files()).read(resolve(context.place.currentFolder, passwordFile));
  if (text === undefined) throw unusable(`There is no file ${passwordFile}.`);
  const password = text.replace(/\r?\n$/, "");
  if (/[\r\n]/.test(password)) throw unusable(`${passwordFile} has several lines; a password is one.`);
  if (password.length < fewestCharacters || Buffer.byteLength(password) > mostBytes)
    throw unusable(
      `The password in ${passwordFile} has less than ${String(fewestCharacters)} characters, or more than ${String(mostBytes)} bytes.`,
    );
  const { hashPassword } = await import("../../pki/password.ts");
  return { hash: await hashPassword(password) };
}

const unusable = (message: string): TemporalStartError => usageError(message, "--login makes one, and shows it once.");
