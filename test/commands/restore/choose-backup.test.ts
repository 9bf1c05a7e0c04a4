import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { describe, expect, test } from "vitest";
import { chooseBackup } from "../../../src/commands/restore/choose-backup.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext } from "../../support/fake-context.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { testSettings } from "../../support/settings.ts";
import { backupOf, smallManifest } from "../../support/small-backup.ts";

const wal = { slot: "temporal_start_wal_1", file: "000000010000000000000001", fileBytes: 16_777_216 };
const day = (number: number): string => `2026-01-0${String(number)}T00:00:00.000Z`;
const pathOf = (number: number): string => `/backups/default-2026010${String(number)}T000000Z.backup.tar`;

/** Backups of these days; the clock stands long after them. Those that are archived lead on. */
async function chosen(
  archived: Readonly<Record<number, boolean>>,
  given: string,
  toTime: string,
  settings: Readonly<Record<string, string>> = { POSTGRES_WAL_ARCHIVE: "true" },
) {
  const cluster = new FakeCluster();
  cluster.settings = testSettings(settings);
  for (const [number, isArchived] of Object.entries(archived)) {
    const manifest = { ...smallManifest, createdAt: day(Number(number)), ...(isArchived && { wal }) };
    cluster.fileStore.files.set(pathOf(Number(number)), await backupOf(manifest));
  }
  return chooseBackup(fakeContext(cluster), given, { toTime });
}

test("one that is encrypted tells only when it is opened that it leads nowhere, and then an older one is taken", async () => {
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const cluster = new FakeCluster();
  cluster.settings = testSettings({ POSTGRES_WAL_ARCHIVE: "true" });
  const { files } = cluster.fileStore;
  files.set(pathOf(1), await backupOf({ ...smallManifest, createdAt: day(1), wal }));
  // Its name tells seconds, and its manifest more.
  const later = await backupOf({ ...smallManifest, createdAt: day(2).replace(".000Z", ".500Z") });
  files.set(`${pathOf(2)}.age`, Buffer.from(await encrypter.encrypt(later)));
  const context = fakeContext(cluster, { files: fakeFiles({ "/keys/key.txt": identity }) });
  const { path } = await chooseBackup(context, "latest", { toTime: "latest", identityFile: "/keys/key.txt" });
  expect(path).toBe(pathOf(1));
});

describe("The latest backup that leads to a moment", () => {
  test("is the latest from before it, and may not lead past data that has replaced it", async () => {
    const { path, replay } = await chosen({ 1: true, 2: true, 3: true }, "latest", "2026-01-02T12:00:00Z");
    expect(path).toBe(pathOf(2));
    expect(replay).toMatchObject({ ...wal, volume: "temporal-postgres-wal", latest: pathOf(2) });
  });

  test("is none that was made while nothing was kept", async () => {
    expect((await chosen({ 1: true, 2: false }, "latest", "latest")).path).toBe(pathOf(1));
  });

  test("is missing where all are later, or lead nowhere", async () => {
    expect((await failureOf(() => chosen({ 2: true }, "latest", day(1)))).facts.code).toBe("BACKUP_MISSING");
    expect((await failureOf(() => chosen({ 1: false }, "latest", "latest"))).facts.code).toBe("BACKUP_MISSING");
  });
});

test("one that is named may lead to data that was replaced, and is refused where it leads nowhere", async () => {
  const { replay } = await chosen({ 1: true, 2: true }, pathOf(1), "latest");
  expect(replay).toMatchObject(wal);
  expect(replay).not.toHaveProperty("latest");
  expect((await failureOf(() => chosen({ 1: false }, pathOf(1), "latest"))).facts.code).toBe("WAL_MISSING");
  expect((await failureOf(() => chosen({ 2: true }, pathOf(2), day(1)))).facts.code).toBe("WAL_MISSING");
});

test("without an archive no backup is read", async () => {
  expect((await failureOf(() => chosen({}, pathOf(1), "latest", {}))).facts.code).toBe("SERVICE_OFF");
});
