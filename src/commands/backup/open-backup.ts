import type { Readable } from "node:stream";
import type { Keys } from "../../backup/encryption.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";

export interface OpenedBackup {
  /** Of the file as it is. */
  readonly bytes: number;
  /** Decrypted, where it was encrypted. */
  readonly stream: Readable;
}

/**
 * Opens a backup for reading.
 * @throws TemporalStartError FILE_UNREADABLE, BACKUP_LOCKED where it is encrypted and no key that fits was given
 */
export async function openBackup(
  context: Needs<"fileStore">,
  path: string,
  keys: Keys | undefined,
): Promise<OpenedBackup> {
  const { bytes, stream } = await (await context.fileStore()).open(path);
  const { isEncrypted } = await import("../../backup/is-encrypted.ts");
  try {
    if (!(await isEncrypted(stream))) return { bytes, stream };
    if (keys === undefined) throw locked(path, "it is encrypted");
    const { decrypted } = await import("../../backup/encryption.ts");
    return { bytes, stream: await decrypted(stream, keys) };
  } catch (error) {
    stream.destroy();
    throw error instanceof TemporalStartError ? error : locked(path, fault(error, keys), error);
  }
}

/** What does not fit, age tells in words of its own; anything else is a file that is cut short. */
function fault(error: unknown, keys: Keys | undefined): string {
  const words = causeMessage(error);
  if (!/no identity matched/i.test(words)) return words;
  return keys?.passphrase === undefined ? "no key in the file fits" : "the passphrase does not fit";
}

function locked(path: string, why: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_LOCKED",
    category: "preflight",
    message: `${path} cannot be read: ${why}. Nothing was changed.`,
    hint: "The same with --identity-file FILE, or with --passphrase-file FILE, whichever it was encrypted for.",
    cause,
  });
}
