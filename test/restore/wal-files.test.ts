import { describe, expect, test } from "vitest";
import { missingWal, readWalFiles } from "../../src/restore/wal-files.ts";

const megabyte = 1_048_576;
const file = (number: string) => ({ name: `00000001${number}`, modifiedSeconds: 7, isWhole: true });

test("a listing has files of the log, packed or not, whole or not, and nothing else", () => {
  const listing = [
    "11 000000010000000000000001.gz",
    "12 000000010000000000000002",
    "13 000000010000000000000003.gz.partial",
    "14 00000002.history",
    "15 notes",
    "",
  ].join("\n");
  expect(readWalFiles(listing)).toEqual([
    { name: "000000010000000000000001", modifiedSeconds: 11, isWhole: true },
    { name: "000000010000000000000002", modifiedSeconds: 12, isWhole: true },
    { name: "000000010000000000000003", modifiedSeconds: 13, isWhole: false },
  ]);
});

describe("what a replay lacks", () => {
  test.each([
    ["nothing, where all are there", ["0000000000000001", "0000000000000002"], 16, undefined],
    ["nothing, where files from before are gone or there", ["0000000000000000", "0000000000000001"], 16, undefined],
    ["all, of an archive that is empty", [], 16, "0000000000000001"],
    ["the first, where it went for want of room", ["0000000000000002"], 16, "0000000000000001"],
    ["one in the middle", ["0000000000000001", "0000000000000003"], 16, "0000000000000002"],
    ["all, where the archive ends before it", ["0000000000000000"], 16, "0000000000000001"],
  ] as const)("%s", (_, numbers, size, missing) => {
    const expected = missing === undefined ? undefined : file(missing).name;
    expect(missingWal(numbers.map(file), file("0000000000000001").name, size * megabyte)).toBe(expected);
  });

  test("a file in the middle has to be whole, the last one need not be", () => {
    const [first, second] = [file("0000000000000001"), { ...file("0000000000000002"), isWhole: false }];
    expect(missingWal([first, second], first.name, 16 * megabyte)).toBeUndefined();
    expect(missingWal([first, second, file("0000000000000003")], first.name, 16 * megabyte)).toBe(second.name);
  });

  test("files of 16 MB are numbered up to FF", () => {
    const files = ["00000000000000FE", "00000000000000FF", "0000000100000000", "0000000100000001"].map(file);
    expect(missingWal(files, file("00000000000000FE").name, 16 * megabyte)).toBeUndefined();
    expect(missingWal(files.slice(1), file("00000000000000FE").name, 16 * megabyte)).toBe(
      file("00000000000000FE").name,
    );
  });

  test("files of 64 MB are numbered up to 3F", () => {
    const files = ["000000000000003F", "0000000100000000"].map(file);
    expect(missingWal(files, file("000000000000003F").name, 64 * megabyte)).toBeUndefined();
    expect(missingWal(files, file("000000000000003F").name, 16 * megabyte)).toBe(file("0000000000000040").name);
  });
});
