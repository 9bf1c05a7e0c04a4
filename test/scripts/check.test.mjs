import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const sideBySide = Math.max(2, availableParallelism());
let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "temporal-start-check-"));
  cpSync(join(import.meta.dirname, "../../scripts"), join(folder, "scripts"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs scripts/check.mjs in a project that has only these checks. */
function startChecks(bodies) {
  const entries = Object.entries(bodies).map(([name, body]) => {
    writeFileSync(join(folder, `${name}.cjs`), body);
    return [`check:${name}`, `node ${name}.cjs`];
  });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: Object.fromEntries(entries) }));
  const child = spawn(process.execPath, [join(folder, "scripts", "check.mjs")], { stdio: ["ignore", "pipe", "pipe"] });
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output.text += chunk));
  return { child, output, ended: once(child, "close") };
}

test("the checks that failed are named, with their output", async () => {
  const { output, ended } = startChecks({ good: "", bad: "console.log('the cause'); process.exitCode = 3" });
  expect(await ended).toEqual([1, null]);
  expect(output.text).toMatch(/✓ good/);
  expect(output.text).toMatch(/── bad ──\nthe cause\n\nFailed: bad\. One alone: npm run check:bad\n$/);
});

test.skipIf(process.platform === "win32").each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
])("after %s no further check starts, and the exit code is %i", { timeout: 20_000 }, async (signal, exitCode) => {
  const slow = (name) =>
    `require("node:fs").writeFileSync(${JSON.stringify(join(folder, `${name}.ran`))}, ""); setTimeout(() => {}, 60_000)`;
  const names = Array.from({ length: sideBySide + 2 }, (_, index) => `slow${index}`);
  const { child, output, ended } = startChecks(Object.fromEntries(names.map((name) => [name, slow(name)])));
  const ran = () => names.filter((name) => existsSync(join(folder, `${name}.ran`)));
  await vi.waitFor(() => expect(ran()).toHaveLength(sideBySide), { timeout: 15_000, interval: 50 });
  child.kill(signal);
  expect(await ended).toEqual([exitCode, null]);
  expect(ran()).toHaveLength(sideBySide);
  expect(output.text).toBe("Interrupted.\n");
});
