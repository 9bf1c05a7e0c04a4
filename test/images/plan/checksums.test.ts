import { expect, test } from "vitest";
import { checksumProblems, parseChecksums } from "../../../src/images/plan/checksums.ts";

const locked = parseChecksums("aa11  first.jar\nbb22 *second name.jar\n\n");

test("the format of sha512sum is read, in text and binary mode", () => {
  expect([...locked]).toEqual([
    ["first.jar", "aa11"],
    ["second name.jar", "bb22"],
  ]);
});

test("equal files have no problem", () => {
  expect(checksumProblems(locked, new Map(locked))).toEqual([]);
});

test("every difference is told", () => {
  const found = new Map([
    ["first.jar", "ff99"],
    ["third.jar", "cc33"],
  ]);
  expect(checksumProblems(locked, found)).toEqual([
    "second name.jar is missing",
    "first.jar has another SHA-512 than the locked one",
    "third.jar is not locked",
  ]);
});
