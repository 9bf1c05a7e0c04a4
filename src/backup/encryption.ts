import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Decrypter, Encrypter } from "age-encryption";
import type { NewFile } from "../interfaces/file-store.ts";

/** What opens a backup that is encrypted, or, with recipients, who shall be able to. */
export interface Keys {
  /** Each `age1…`. */
  readonly recipients?: readonly string[];
  /** Each `AGE-SECRET-KEY-1…`. */
  readonly identities?: readonly string[];
  readonly passphrase?: string;
}

/** 128 MB and half a second; the usual 18 takes more memory than all the rest of a backup. */
const scryptWorkFactor = 17;

/** A file whose content is encrypted on its way, in the format of age. @throws Error for a recipient that is none */
export async function encryptedFile(file: NewFile, { recipients = [], passphrase }: Keys): Promise<NewFile> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  if (passphrase !== undefined) {
    encrypter.setScryptWorkFactor(scryptWorkFactor);
    encrypter.setPassphrase(passphrase);
  }
  const plain = new PassThrough();
  const encrypted = await encrypter.encrypt(webStreamOf(plain));
  const written = pipeline(Readable.fromWeb(encrypted as ReadableStream), file.stream, { end: false });
  // Whoever writes or commits is told.
  written.catch((error: unknown) => plain.destroy(error as Error));
  return {
    stream: plain,
    async commit() {
      await written;
      await file.commit();
    },
    async discard() {
      plain.destroy();
      await written.catch(() => undefined);
      return file.discard();
    },
  };
}

/** Whether a text is a public key of age, with its checksum. */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return text.startsWith("age1");
  } catch {
    return false;
  }
}

/** @throws Error where none of the keys fits, or one is no key */
export async function decrypted(source: Readable, { identities = [], passphrase }: Keys): Promise<Readable> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase);
  return Readable.fromWeb((await decrypter.decrypt(webStreamOf(source))) as ReadableStream);
}

function webStreamOf(stream: Readable): globalThis.ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as globalThis.ReadableStream<Uint8Array>;
}
