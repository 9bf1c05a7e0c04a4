import { describe, expect, test } from "vitest";
import { topologyOf } from "../../../src/cluster/topology.ts";
import { archiveOf, readToTime, replayOf } from "../../../src/commands/restore/to-time.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { testSettings } from "../../support/settings.ts";
import { smallManifest } from "../../support/small-backup.ts";

const nowMs = Date.parse("2026-02-01T12:00:00Z");
const wal = { slot: "temporal_start_wal_1", file: "000000010000000000000001", fileBytes: 16_777_216 };
const checksums = { finishedAt: "2026-01-30T10:12:00.000Z", counts: smallManifest.counts, parts: [] };
const backup = { path: "/b/one.backup.tar", manifest: { ...smallManifest, wal }, checksums };
const on = topologyOf(testSettings({ POSTGRES_WAL_ARCHIVE: "true" }).values);
const off = topologyOf(testSettings().values);

describe("--to-time", () => {
  test.each([
    [undefined, undefined],
    ["latest", "latest"],
    ["10m", nowMs - 600_000],
    ["2026-01-31T12:00:00Z", Date.parse("2026-01-31T12:00:00Z")],
    ["2026-01-31", new Date(2026, 0, 31).getTime()],
  ])("%s", (text, expected) => {
    expect(readToTime(text, nowMs)).toBe(expected);
  });

  test.each(["2026-02-01T12:00:01Z", "soon", "5", "2026-01-32", "2025-02-30T00:00:00Z"])(
    "%s is refused",
    async (text) => {
      expect((await failureOf(() => readToTime(text, nowMs))).facts.code).toBe("USAGE");
    },
  );
});

const archive = { volume: "temporal-postgres-wal", latest: "/b/one.backup.tar" };

test("without an archive there is nothing to go on by", async () => {
  expect(archiveOf(on)).toBe(archive.volume);
  expect((await failureOf(() => archiveOf(off))).facts.code).toBe("SERVICE_OFF");
});

describe("a backup goes on", () => {
  test("to a moment after it, or to the end", () => {
    const moment = Date.parse("2026-01-31T00:00:00Z");
    expect(replayOf(backup, moment, archive)).toEqual({ ...wal, ...archive, until: "2026-01-31T00:00:00.000Z" });
    expect(replayOf(backup, "latest", archive)).toEqual({ ...wal, ...archive });
  });

  test.each([
    ["where nothing was kept when it was made", { ...backup, manifest: smallManifest }, nowMs],
    ["to a moment before its end", backup, Date.parse("2026-01-30T10:11:30Z")],
  ] as const)("not %s", async (_, from, moment) => {
    expect((await failureOf(() => replayOf(from, moment, archive))).facts.code).toBe("WAL_MISSING");
  });
});
