import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { agreeToInstall } from "../../scripts/lib/agree-to-install.mjs";
import { askToGoOn, confirmChanges } from "../../scripts/lib/confirm.mjs";

beforeEach(() => vi.spyOn(process.stdout, "write").mockReturnValue(true));
afterEach(() => vi.restoreAllMocks());

test.each([
  ["y and Enter", "y\r", true],
  ["Enter", "\r", false],
  ["Ctrl-C", "\u0003", false],
  ["Ctrl-D", "\u0004", false],
])("%s answers the question", async (_, keys, expected) => {
  const input = new PassThrough();
  const answer = askToGoOn(input, Object.assign(new PassThrough(), { isTTY: true }));
  input.write(keys);
  expect(await answer).toBe(expected);
});

test("without a terminal consent is wanted on the command line", async () => {
  vi.stubEnv("CI", "true");
  await expect(confirmChanges({ yes: false, command: "setup" })).rejects.toMatchObject({
    hint: "Nothing was changed. To agree, run: setup --yes",
    exitCode: 5,
  });
  vi.unstubAllEnvs();
});

/** What the question of a run was, if it asked. */
async function agree({ needed = [], perhaps = [], isTerminal = true }) {
  const confirm = vi.fn();
  const describe = async () => ({ title: "Debian", needed, perhaps });
  const agreed = await agreeToInstall({ yes: false, agree: "verify" }, { describe, confirm, isTerminal });
  return { agreed, asked: confirm.mock.calls.length };
}

test("nothing to install asks nothing", async () => {
  expect(await agree({})).toEqual({ agreed: false, asked: 0 });
});

test("what may have to be installed later is asked at the beginning, too", async () => {
  expect(await agree({ perhaps: ["install Go"] })).toEqual({ agreed: true, asked: 1 });
});

test("what may have to be installed later ends no run without a terminal", async () => {
  expect(await agree({ perhaps: ["install Go"], isTerminal: false })).toEqual({ agreed: false, asked: 0 });
});

test("what has to be installed is asked without a terminal, too, and so refused", async () => {
  expect(await agree({ needed: ["install Docker"], isTerminal: false })).toEqual({ agreed: true, asked: 1 });
});
