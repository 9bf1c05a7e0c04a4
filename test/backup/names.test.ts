import { expect, test } from "vitest";
import { backupName, encryptedEnding, isBackupName, readBackupName } from "../../src/backup/names.ts";

const moment = Date.parse("2026-11-29T10:11:12.345Z");

test.each(["default", "my-blue", "a-20260101T000000Z"])(
  "the name of a backup of %s tells instance and moment",
  (instance) => {
    const name = backupName(instance, moment, encryptedEnding);
    expect(name).toBe(`${instance}-20261129T101112Z.backup.tar.age`);
    expect(isBackupName(name)).toBe(true);
    expect(readBackupName(name)).toEqual({ instance, createdMs: Date.parse("2026-11-29T10:11:12Z") });
  },
);

test.each(["mine.backup.tar.age", "default-20269999T101112Z.backup.tar", "20261129T101112Z.backup.tar"])(
  "%s tells neither",
  (name) => {
    expect(readBackupName(name)).toBeUndefined();
  },
);
