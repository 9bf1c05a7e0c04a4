import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The script beside a program that answers every command like this. */
async function smokeWith(answers) {
  const folder = await temporaryFolder();
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "scripts"));
  cpSync("scripts/ci-smoke.mjs", join(folder, "scripts", "ci-smoke.mjs"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const source = `const [exitCode, answer] = ${JSON.stringify(answers)}[process.argv[2]];
    console.log(typeof answer === "string" ? answer : JSON.stringify(answer));
    process.exitCode = exitCode;`;
  writeFileSync(join(folder, "bin", "temporal-start.js"), source);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "scripts", "ci-smoke.mjs")], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const done = (data = {}) => [0, { data, error: null }];
const failed = (message) => [1, { data: null, error: { message, details: [] } }];

test("a start that fails is told even where the removal fails, too", async () => {
  const start = failed("No room.");
  const reset = failed("No engine.");
  expect(await smokeWith({ instances: done({ instances: [] }), start, reset })).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "Error: start ended with 1, not with 0.\n  No room.\nError: reset ended with 1, not with 0.\n  No engine.\n",
  });
});

test("what was started is removed, whatever a command says", async () => {
  const start = [0, "no JSON"];
  const { status, stdout } = await smokeWith({ instances: done({ instances: [] }), start, reset: done() });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "ok           nothing is left\n" });
});

test("an instance that is there already is left alone", async () => {
  const { status, stdout, stderr } = await smokeWith({ instances: done({ instances: [{ instance: "ci-smoke" }] }) });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^Error: There is an instance ci-smoke already/);
});
