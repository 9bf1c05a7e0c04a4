import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { describe, expect, test } from "vitest";
import { readKeys } from "../../../src/commands/backup/keys.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext } from "../../support/fake-context.ts";

const secret = "AGE-SECRET-KEY-1ABC";
const publicKey = await identityToRecipient(await generateX25519Identity());

const keysFrom = (given: Parameters<typeof readKeys>[1], file = ""): ReturnType<typeof readKeys> => {
  const context = fakeContext(new FakeCluster());
  const files = async () => ({
    ...(await context.files()),
    read: async (path: string) => (path.endsWith("gone") ? undefined : file),
  });
  return readKeys({ ...context, files }, given);
};

describe("Keys that flags name", () => {
  test("are none where none is named", async () => {
    expect(await keysFrom({})).toBeUndefined();
  });

  test.each<[string, Parameters<typeof readKeys>[1], string, unknown]>([
    ["public keys", { recipient: `${publicKey}, ${publicKey}` }, "", { recipients: [publicKey, publicKey] }],
    ["a passphrase", { passphraseFile: "file" }, "correct horse \r\n", { passphrase: "correct horse " }],
    ["secret keys", { identityFile: "file" }, `# made\n\n${secret}\n${secret}\n`, { identities: [secret, secret] }],
  ])("are %s", async (_, given, file, keys) => {
    expect(await keysFrom(given, file)).toEqual(keys);
  });

  test.each<[string, Parameters<typeof readKeys>[1], string, string]>([
    ["a secret key as a public one", { recipient: secret }, "", "USAGE"],
    ["a public key that was cut short", { recipient: publicKey.slice(0, -1) }, "", "USAGE"],
    ["public keys and a passphrase", { recipient: publicKey, passphraseFile: "file" }, "x", "USAGE"],
    ["an empty file", { passphraseFile: "file" }, "\n", "KEY_UNUSABLE"],
    ["a file of several lines", { passphraseFile: "file" }, "one\ntwo\n", "KEY_UNUSABLE"],
    ["a file that is not there", { passphraseFile: "gone" }, "", "KEY_UNUSABLE"],
    ["a file without keys", { identityFile: "file" }, "# made\n", "KEY_UNUSABLE"],
    ["a file with something else", { identityFile: "file" }, `${secret}\nssh-ed25519 AAAA\n`, "KEY_UNUSABLE"],
  ])("are refused for %s, without the file's content", async (_, given, file, code) => {
    const { facts } = await failureOf(() => keysFrom(given, file));
    expect(facts.code).toBe(code);
    if (given.recipient === undefined) expect(JSON.stringify(facts)).not.toContain(secret);
  });
});
