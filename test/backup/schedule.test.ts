import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { cronLine, type ScheduledBackup, systemdUnits, withCronLine } from "../../src/backup/schedule.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
/** What shells, cron and systemd each read in their own way. */
const hostile = "a b%c'd\"e$f\\g;h#i`j`";

const job = (changes: Partial<ScheduledBackup> = {}): ScheduledBackup => ({
  name: "blue",
  at: "03:05",
  commands: [
    ["printf", "%s,", "backup", hostile],
    ["printf", "%s,", "prune"],
  ],
  environment: { PATH: process.env.PATH ?? "", DOCKER_HOST: "unix:///a b/$x%/docker.sock" },
  logFile: "/nowhere/backup.log",
  ...changes,
});

/** As cron gives it to a shell. */
const commandOf = (line: string): string => line.split(" ").slice(5).join(" ").replaceAll("\\%", "%");

describe("A line of cron", () => {
  test("runs each command with its words as they are", async () => {
    const logFile = join(await temporaryFolder(), "the log");
    const line = cronLine(job({ logFile }));
    expect(line).toMatch(/^5 3 \* \* \* /);
    expect(line.replaceAll("\\%", "")).not.toContain("%");
    await run("sh", ["-c", commandOf(line)], { env: {} });
    expect((await run("cat", [logFile])).stdout).toBe(`backup,${hostile},prune,`);
  });

  test("does not prune where the backup failed", async () => {
    const logFile = join(await temporaryFolder(), "log");
    const failing = job({ logFile, commands: [["false"], ["printf", "%s,", "prune"]] });
    await expect(run("sh", ["-c", commandOf(cronLine(failing))], { env: {} })).rejects.toThrow();
    expect((await run("cat", [logFile])).stdout).toBe("");
  });

  test("takes the place of an earlier one, and of no other", () => {
    const line = cronLine(job());
    const others = "MAILTO=me\n0 1 * * * true # temporal-start backup blue-2\n";
    const once = withCronLine(others, "blue", line);
    expect(once).toBe(`${others}${line}\n`);
    expect(withCronLine(once, "blue", line)).toBe(once);
    expect(withCronLine(once, "blue", undefined)).toBe(others);
    expect(withCronLine("", "blue", undefined)).toBe("");
  });
});

const analyze = "systemd-analyze";
const hasSystemd = spawnSync("which", [analyze]).status === 0;
if (!hasSystemd) process.stderr.write(`No unit is read by systemd: there is no ${analyze}.\n`);

describe("Units of systemd", () => {
  test("have each word in quotes that systemd takes away again", () => {
    const { service, timer, unit } = systemdUnits(job());
    expect(unit).toBe("temporal-start-backup-blue");
    expect(service).toContain('ExecStart=printf "%%s," prune\n');
    expect(service).toContain(String.raw`"a b%%c'd\"e$$f\\g;h#i` + '`j`"');
    // Nothing is put in for a dollar sign there.
    expect(service).toContain('Environment="DOCKER_HOST=unix:///a b/$x%%/docker.sock"\n');
    expect(timer).toContain("OnCalendar=*-*-* 03:05:00\nPersistent=true\n");
  });

  test.skipIf(!hasSystemd)("are units for systemd", async () => {
    const folder = join(await temporaryFolder(), "units");
    mkdirSync(folder);
    const { unit, service, timer } = systemdUnits(job({ commands: [["/bin/echo", hostile]] }));
    writeFileSync(join(folder, `${unit}.service`), service);
    writeFileSync(join(folder, `${unit}.timer`), timer);
    const { stderr } = await run(analyze, ["verify", `${folder}/${unit}.timer`, `${folder}/${unit}.service`]);
    expect(stderr.split("\n").filter((line) => line.includes(unit))).toEqual([]);
  });
});
