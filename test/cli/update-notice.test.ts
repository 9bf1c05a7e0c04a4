import { existsSync } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isNewer, type NoticeSurroundings, noticeUpdate } from "../../src/cli/update-notice.ts";
import { installProgram } from "../support/program-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const dayMs = 86_400_000;
const npmSource = `require("fs").appendFileSync(process.env.CALLS, process.argv.slice(2).join(" ") + "\\n"); console.log("9.0.0");`;

interface Desk {
  readonly latest: string;
  readonly calls: () => Promise<string>;
  readonly notice: (changes?: Partial<NoticeSurroundings>) => Promise<string>;
}

/** A person's machine with an npm that knows version 9.0.0. */
async function desk(known?: string): Promise<Desk> {
  const folder = await temporaryFolder();
  const state = join(folder, "state", "temporal-start");
  const [latest, callsFile] = [join(state, "latest-version"), join(folder, "calls")];
  if (known !== undefined) {
    await mkdir(state, { recursive: true });
    await writeFile(latest, `${known}\n`);
  }
  const PATH = await installProgram(await temporaryFolder(), "npm", npmSource);
  const environment = { HOME: folder, XDG_STATE_HOME: join(folder, "state"), PATH, CALLS: callsFile };
  return {
    latest,
    calls: () => readFile(callsFile, "utf8").catch(() => ""),
    async notice(changes = {}) {
      let said = "";
      await noticeUpdate({
        argv: ["status"],
        version: "1.2.3",
        isStderrTerminal: true,
        platform: "linux",
        nowMs: Date.now(),
        writeError: (text) => void (said += text),
        ...changes,
        environment: { ...environment, ...changes.environment },
      });
      return said;
    },
  };
}

test("the first command says nothing and lets npm look; a later one tells what it found, once a day", async () => {
  const { notice, calls, latest } = await desk();
  expect(await notice()).toBe("");
  await expect.poll(() => readFile(latest, "utf8"), { timeout: 10_000 }).toBe("9.0.0\n");
  expect(await notice()).toBe(
    "temporal-start 9.0.0 is there; this is 1.2.3. TEMPORAL_START_UPDATE_NOTICE=0 turns this notice off.\n",
  );
  expect(await notice()).toBe("");
  expect(await notice({ nowMs: Date.now() + dayMs - 60_000 })).toBe("");
  expect(await calls()).toBe("view temporal-start version\n");
  expect(await notice({ nowMs: Date.now() + dayMs + 60_000 })).toContain("9.0.0");
  await expect.poll(calls, { timeout: 10_000 }).toBe("view temporal-start version\n".repeat(2));
});

describe("nothing is said and nobody is asked", () => {
  test.each([
    ["in CI", { environment: { CI: "1" } }],
    ["with the setting off", { environment: { TEMPORAL_START_UPDATE_NOTICE: "0" } }],
    ["with --json", { argv: ["status", "--json"] }],
    ["while a line is completed", { argv: ["__complete", "--", ""] }],
    ["without a terminal", { isStderrTerminal: false }],
  ])("%s", async (_, changes) => {
    const { notice, latest } = await desk("9.0.0");
    const before = (await stat(latest)).mtimeMs;
    expect(await notice({ ...changes, nowMs: Date.now() + 2 * dayMs })).toBe("");
    expect((await stat(latest)).mtimeMs).toBe(before);
    const fresh = await desk();
    await fresh.notice(changes);
    expect(existsSync(fresh.latest)).toBe(false);
  });
});

test.each(["", "1.2.3", "1.2.2", "0.9.9", "next", "9.0.0-beta.1", "<html>"])(
  "a look that found %j is no news",
  async (known) => {
    expect(await (await desk(known)).notice()).toBe("");
  },
);

test("without npm, or where nothing can be written, it stays quiet", async () => {
  const { notice } = await desk();
  expect(await notice({ environment: { PATH: "/nowhere" } })).toBe("");
  expect(await notice({ environment: { XDG_STATE_HOME: "/dev/null" } })).toBe("");
});

test.each([
  ["1.2.4", "1.2.3", true],
  ["1.10.0", "1.9.9", true],
  ["2.0.0", "1.9.9", true],
  ["1.2.3", "1.2.3", false],
  ["1.2.3", "1.3.0", false],
])("%s is newer than %s: %s", (latest, current, expected) => {
  expect(isNewer(latest, current)).toBe(expected);
});
