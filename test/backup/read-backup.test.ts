import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { describe, expect, test } from "vitest";
import { checksumsName } from "../../src/archive/checked-archive.ts";
import { readBackup, readManifestOf } from "../../src/backup/read-backup.ts";
import type { Backend } from "../../src/interfaces/backend.ts";
import { failureOf } from "../support/expect-failure.ts";
import { backupThrough } from "../support/small-backup.ts";

/** More than two pieces of a stream. */
const base = Buffer.alloc(20_000_000, "temporal");
const createdAt = "2026-01-30T10:11:12.000Z";

const written = (): Promise<Buffer> =>
  backupThrough(async (_, { words }, { stdout }) => {
    expect(words.join(" ")).not.toContain("secret");
    const pieces = Array.from({ length: 20 }, (_unused, index) =>
      base.subarray(index * 1_000_000, (index + 1) * 1_000_000),
    );
    Readable.from(pieces).pipe(stdout);
    await finished(stdout);
    return { exitCode: 0, stderr: "" };
  });

const whole = await written();
const read = (bytes: Uint8Array): ReturnType<typeof readBackup> => readBackup("x.backup.tar", Readable.from([bytes]));
const failureReading = async (bytes: Uint8Array): Promise<string> => (await failureOf(() => read(bytes))).facts.code;

describe("A backup", () => {
  test("is read as it was written, whatever the size of its pieces", async () => {
    const pieces: Uint8Array[] = [];
    const { manifest, checksums } = await readBackup("x", Readable.from([whole]), async (name, content) => {
      if (name.startsWith("postgresql/")) pieces.push(content);
    });
    expect(Buffer.concat(pieces).equals(base)).toBe(true);
    expect(checksums.parts.map(({ name }) => name)).toEqual([
      "manifest.json",
      "settings.env",
      ...["0000", "0001", "0002"].map((number) => `postgresql/base.tar.gz.${number}`),
    ]);
    // What is packed by gzip an older program can restore.
    expect(manifest.format).toBe(1);
    expect(manifest.database.packing).toBeUndefined();
    expect(manifest).toMatchObject({
      cluster: { name: "active", historyShards: 64 },
      namespaces: [{ name: "default", retentionSeconds: 86_400 }],
    });
  });

  test("tells what it is of in its first part", async () => {
    expect(await readManifestOf("x", Readable.from([whole]))).toMatchObject({ createdAt, label: "a label" });
  });

  test.each(Array.from({ length: 20 }, (_, part) => part / 20))("is refused where it is cut at %d", async (part) => {
    const code = await failureReading(whole.subarray(0, Math.floor(whole.length * part)));
    expect(["BACKUP_DAMAGED", "BACKUP_UNKNOWN"]).toContain(code);
  });

  test.each([0.001, 0.2, 0.5, 0.9])("is refused where one bit at %d is another", async (part) => {
    const changed = Buffer.from(whole);
    const place = Math.floor(whole.length * part);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(await failureReading(changed)).toBe("BACKUP_DAMAGED");
  });

  test("is refused where its end was left out, though the tar file is whole", async () => {
    const end = whole.indexOf(checksumsName, 0, "latin1");
    expect(await failureReading(Buffer.concat([whole.subarray(0, end), Buffer.alloc(1024)]))).toBe("BACKUP_DAMAGED");
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("no backup at all".repeat(100))],
    ["an empty tar file", Buffer.alloc(10_240)],
  ])("is told from %s", async (_, bytes) => {
    expect(await failureReading(bytes)).toBe("BACKUP_UNKNOWN");
  });

  test("is none where PostgreSQL breaks off", async () => {
    const failing: Backend["exec"] = async (_, __, { stdout }) => {
      stdout.end();
      return { exitCode: 1, stderr: "pg_basebackup: error: could not read\n" };
    };
    expect((await failureOf(() => backupThrough(failing))).facts).toMatchObject({
      code: "BACKUP_FAILED",
      details: ["pg_basebackup: error: could not read"],
    });
  });
});
