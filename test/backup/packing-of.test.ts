import { expect, test } from "vitest";
import { packingOf } from "../../src/backup/packing-of.ts";

const asked = async (packs: boolean, exitCode: number) =>
  packingOf({ exec: async () => ({ exitCode, stderr: "" }) }, "temporal-postgres", {
    packsByZstd: async () => packs,
  });

test.each([
  [true, 0, "zstd"],
  [true, 127, "gzip"],
  [false, 0, "gzip"],
])("PostgreSQL packs by zstd: %s, its image has the program (%d): %s", async (packs, exitCode, packing) => {
  expect(await asked(packs, exitCode)).toBe(packing);
});
