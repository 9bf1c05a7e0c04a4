import { Buffer } from "node:buffer";
import { createRequire } from "node:module";
import { expect, test } from "vitest";

const require = createRequire(import.meta.url);
const ours = require("../../scripts/lib/pg-crypto.cjs");
const theirs = createRequire(require.resolve("pg"))("./crypto/utils");
const salt = Buffer.from("0123456789abcdef");

const hex = (answer) => (typeof answer === "string" ? answer : Buffer.from(answer).toString("hex"));

test.each([
  ["md5", ["temporal"]],
  ["postgresMd5PasswordHash", ["user", "pä$$ word", salt]],
  ["sha256", [Buffer.from("data")]],
  ["hashByName", ["SHA-512", Buffer.from("data")]],
  ["hashByName", ["SHA-256", Buffer.from("data")]],
  ["hmacSha256", [Buffer.from("key"), "Client Kéy"]],
  ["deriveKey", ["pä$$ word", salt, 4096]],
])("%s is what pg's own answers", async (name, given) => {
  expect(hex(await ours[name](...given))).toBe(hex(await theirs[name](...given)));
});

test("everything that pg's own has is there", () => {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
  expect(ours.randomBytes(18)).toHaveLength(18);
});
