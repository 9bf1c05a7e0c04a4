import { resolve } from "node:path";
import type { Keys } from "../../backup/encryption.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import type { FlagDefinitions } from "../input.ts";
import { usageError } from "../shared/flags.ts";

export type KeyNeeds = Needs<"files" | "place">;

const passphraseFlag = {
  flag: "--passphrase-file <file>",
  summary: "file with the passphrase of an encrypted backup",
} as const;

export const encryptFlags = {
  recipient: {
    flag: "--recipient <key>",
    summary: "encrypt for a public key of age (age1…), or for several, separated by commas",
  },
  passphraseFile: { ...passphraseFlag, summary: "encrypt with the passphrase in a file" },
} as const satisfies FlagDefinitions;

export const decryptFlags = {
  identityFile: { flag: "--identity-file <file>", summary: "file with the secret key of age of an encrypted backup" },
  passphraseFile: passphraseFlag,
} as const satisfies FlagDefinitions;

interface GivenFlags {
  readonly recipient?: string | undefined;
  readonly identityFile?: string | undefined;
  readonly passphraseFile?: string | undefined;
}

/**
 * The keys that flags name; undefined where they name none. No key ever stands on the command line but a public one.
 * @throws TemporalStartError USAGE, FILE_UNREADABLE, KEY_UNUSABLE
 */
export async function readKeys(context: KeyNeeds, given: GivenFlags): Promise<Keys | undefined> {
  const { recipient, identityFile, passphraseFile } = given;
  if (recipient !== undefined && passphraseFile !== undefined)
    throw usageError("A backup is encrypted for public keys or with a passphrase, not both.", "Leave one of them out.");
  if (identityFile !== undefined && passphraseFile !== undefined)
    throw usageError(
      "A backup has one key: a file with it or one with a passphrase, not both.",
      "Leave one of them out.",
    );
  const recipients = recipient?.split(",").map((key) => key.trim());
  if (recipients !== undefined) {
    const { isRecipient } = await import("../../backup/encryption.ts");
    // Not quoted: it may be a secret one.
    if (!recipients.every(isRecipient))
      throw usageError(
        "--recipient names something else than public keys of age.",
        "Each begins with age1; age-keygen makes one.",
      );
    return { recipients };
  }
  if (passphraseFile !== undefined) return { passphrase: await readPassphrase(context, passphraseFile) };
  return identityFile === undefined ? undefined : { identities: await readIdentities(context, identityFile) };
}

async function readPassphrase(context: KeyNeeds, file: string): Promise<string> {
  const passphrase = (await readText(context, file)).replace(/\r?\n$/, "");
  if (passphrase === "") throw unusable(`${file} is empty; a passphrase has at least one character.`);
  if (/[\r\n]/.test(passphrase)) throw unusable(`${file} has several lines; a passphrase is one.`);
  return passphrase;
}

async function readIdentities(context: KeyNeeds, file: string): Promise<readonly string[]> {
  const lines = (await readText(context, file)).split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (identities.length > 0 && identities.every((line) => line.startsWith("AGE-SECRET-KEY-"))) return identities;
  throw unusable(`${file} has no secret keys of age alone; each is a line that begins with AGE-SECRET-KEY-.`);
}

async function readText({ files, place }: KeyNeeds, file: string): Promise<string> {
  const text = await (await files()).read(resolve(place.currentFolder, file));
  if (text === undefined) throw unusable(`There is no file ${file}.`);
  return text;
}

export function unusable(message: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "KEY_UNUSABLE",
    category: "preflight",
    message,
    hint: "docs/backup.md, section Encryption, has a line for each kind of key.",
    cause,
  });
}
