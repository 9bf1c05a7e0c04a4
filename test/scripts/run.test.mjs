import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { signalChildren } from "../../scripts/lib/child.mjs";
import { run } from "../../scripts/lib/run.mjs";

const script = (code) => ["-e", code];

test("what a program reads, says and is goes to where it belongs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "temporal-start-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const logFile = join(folder, "log");
  const code = "process.stdin.pipe(process.stdout); process.exitCode = 3";
  const result = await run(process.execPath, script(code), { input: "told", logFile });
  expect(result).toEqual({ exitCode: 3, stdout: "told", stderr: "" });
  expect(readFileSync(logFile, "utf8")).toBe(`\n$ ${process.execPath} -e ${code}\ntold`);
});

test("a program that is not there is exit code 127", async () => {
  expect(await run("/no/such/program", [])).toMatchObject({ exitCode: 127, stderr: expect.stringMatching(/ENOENT/) });
});

test("a signal ends a program that hangs", async () => {
  const hung = run(process.execPath, script("setTimeout(() => {}, 60_000)"));
  signalChildren("SIGTERM");
  expect(await hung).toMatchObject({ exitCode: 1 });
});

test("a program that may not be interrupted ends by itself", async () => {
  const installing = run(process.execPath, script("setTimeout(() => console.log('done'), 300)"), {
    mayInterrupt: false,
  });
  signalChildren("SIGTERM");
  expect(await installing).toMatchObject({ exitCode: 0, stdout: "done\n" });
});
