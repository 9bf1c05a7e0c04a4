import { spawnSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { installProgram } from "../support/program-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const schemaFolder = resolve(import.meta.dirname, "../../compose/schema");

/** Runs lines of bash with what the parts of the schema job share; `told` is what they print, by milliseconds passed. */
function run(lines: string, { PATH = process.env.PATH, limitSeconds = 2 } = {}) {
  const script = `set -euo pipefail; part=schema; . "$here/report.sh"\n${lines}`;
  const env = { PATH, here: schemaFolder, TEMPORAL_SCHEMA_TIMEOUT_SECONDS: String(limitSeconds) };
  return spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8", env });
}

/** A port on which a program listens after a while, by way of Node. */
const listenLater = (port: number, ms: number): string =>
  `"${process.execPath}" -e 'setTimeout(() => require("net").createServer((s) => s.end()).listen(${String(port)}, "127.0.0.1").unref() && setTimeout(() => 0, 1500), ${String(ms)})' &`;

describe("the schema job waits for a port", () => {
  test("until something listens there", () => {
    const { stdout, status } = run(
      `${listenLater(45_871, 400)}\nawait_port 127.0.0.1 45871\necho "$(elapsed_ms)"; time_is_up || echo in time`,
      { limitSeconds: 20 },
    );
    expect(status).toBe(0);
    expect(stdout).toContain("in time");
    expect(Number.parseInt(stdout, 10)).toBeGreaterThan(300);
  });

  test("until time is up", () => {
    const { stdout, status } = run(`await_port 127.0.0.1 1\ntime_is_up && echo late`);
    expect(status).toBe(0);
    expect(stdout).toBe("late\n");
  });

  test("without a word, also where timeout becomes the command and is killed itself, as that of BusyBox", async () => {
    const folder = await temporaryFolder();
    const program = join(folder, "timeout");
    await writeFile(program, '#!/bin/bash\nlimit=$1; shift; (sleep "$limit"; kill -TERM $$) & exec "$@"\n');
    await chmod(program, 0o755);
    const { stdout, stderr } = run(`await_port 127.0.0.1 1\ntime_is_up && echo late`, {
      PATH: `${folder}:${String(process.env.PATH)}`,
      limitSeconds: 3,
    });
    expect({ stdout, stderr }).toEqual({ stdout: "late\n", stderr: "" });
  });

  test("with a timeout that takes a time and a command, and nothing else", async () => {
    const folder = await temporaryFolder();
    const PATH = await installProgram(
      join(folder, "bin"),
      "timeout",
      `const [time, ...command] = process.argv.slice(2);
      if (!/^\\d+$/.test(time)) process.exit(1);
      process.exit(require("node:child_process").spawnSync(command[0], command.slice(1), { timeout: time * 1000 }).status ?? 143);`,
    );
    const { stdout } = run(`${listenLater(45_872, 100)}\nawait_port 127.0.0.1 45872\ntime_is_up || echo in time`, {
      PATH: `${PATH}:${String(process.env.PATH)}`,
      limitSeconds: 20,
    });
    expect(stdout).toBe("in time\n");
  });
});
