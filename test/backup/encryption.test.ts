import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { describe, expect, test } from "vitest";
import { decrypted, encryptedFile, type Keys } from "../../src/backup/encryption.ts";
import { isEncrypted } from "../../src/backup/is-encrypted.ts";
import { readBackup } from "../../src/backup/read-backup.ts";
import type { NewFile } from "../../src/interfaces/file-store.ts";
import { smallBackup } from "../support/small-backup.ts";

interface FileInMemory extends NewFile {
  readonly content: () => Buffer;
  readonly outcome: () => string;
}

function fileInMemory(mostBytes = Infinity): FileInMemory {
  const written: Buffer[] = [];
  let bytes = 0;
  let outcome = "open";
  return {
    content: () => Buffer.concat(written),
    outcome: () => outcome,
    stream: new Writable({
      write(chunk: Buffer, _, done) {
        bytes += chunk.length;
        written.push(chunk);
        done(bytes > mostBytes ? new Error("no space left on device") : null);
      },
    }),
    commit: async () => void (outcome = "committed"),
    async discard() {
      outcome = "discarded";
      return undefined;
    },
  };
}

async function encrypt(content: Uint8Array, keys: Keys): Promise<Buffer> {
  const plain = fileInMemory();
  const file = await encryptedFile(plain, keys);
  await pipeline(Readable.from([content]), file.stream);
  await file.commit();
  expect(plain.outcome()).toBe("committed");
  return plain.content();
}

const identity = await generateX25519Identity();
const other = await generateX25519Identity();
const recipients = [await identityToRecipient(identity)];

describe("An encrypted backup", () => {
  test.each<[string, Keys, Keys]>([
    ["a public key", { recipients }, { identities: [other, identity] }],
    ["a passphrase", { passphrase: "correct horse" }, { passphrase: "correct horse" }],
  ])("is read with what fits %s", async (_, to, from) => {
    const file = await encrypt(smallBackup, to);
    expect(file.includes("manifest.json")).toBe(false);
    const { manifest } = await readBackup("x", await decrypted(Readable.from([file]), from));
    expect(manifest.label).toBe("a label");
  });

  test.each<[string, Keys]>([
    ["another key", { identities: [other] }],
    ["a passphrase", { passphrase: "correct horse" }],
  ])("is not read with %s", async (_, keys) => {
    const file = await encrypt(smallBackup, { recipients });
    await expect(decrypted(Readable.from([file]), keys)).rejects.toThrow();
  });

  test.each([0.5, 0.9, 0.999])("is refused where it is cut at %d or a bit there is another", async (part) => {
    const file = await encrypt(smallBackup, { recipients });
    const place = Math.floor(file.length * part);
    const changed = Buffer.from(file);
    changed[place] = (changed[place] ?? 0) ^ 1;
    for (const damaged of [file.subarray(0, place), changed]) {
      const reading = async () =>
        readBackup("x", await decrypted(Readable.from([damaged]), { identities: [identity] }));
      await expect(reading()).rejects.toThrow(/x is (damaged|no backup)/);
    }
  });

  test("that the disk has no room for fails, and leaves nothing", async () => {
    const plain = fileInMemory(1_000);
    const file = await encryptedFile(plain, { recipients });
    // Told to whoever still writes, and to whoever commits.
    await pipeline(Readable.from([Buffer.alloc(10_000_000)]), file.stream).catch(() => undefined);
    await expect(file.commit()).rejects.toThrow(/no space left/);
    await file.discard();
    expect(plain.outcome()).toBe("discarded");
  });

  test("is told from one that is not, of which nothing is lost", async () => {
    const plain = Readable.from([smallBackup]);
    expect(await isEncrypted(plain)).toBe(false);
    expect((await readBackup("x", plain)).manifest.label).toBe("a label");
    expect(await isEncrypted(Readable.from([await encrypt(smallBackup, { recipients })]))).toBe(true);
    expect(await isEncrypted(Readable.from([]))).toBe(false);
  });
});
