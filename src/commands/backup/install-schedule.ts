import { join } from "node:path";
import { cronLine, type ScheduledBackup, systemdUnit, systemdUnits, withCronLine } from "../../backup/schedule.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { RunResult } from "../../interfaces/processes.ts";
import type { Needs } from "../command.ts";

export type InstallNeeds = Needs<"files" | "place" | "processes">;
const kinds = ["timer", "service"] as const;
/** Of a shell, and of this program where there is none of that name. */
const notThere = 127;

export type Scheduler = "systemd" | "cron";

/** Systemd where it runs for this user; a machine without it has cron, or gets it. */
export async function schedulerOf(context: InstallNeeds): Promise<Scheduler> {
  const { exitCode } = await attempt(context, "systemctl", ["--user", "show-environment"]);
  return exitCode === 0 ? "systemd" : "cron";
}

/** Replaces an earlier one of the same name. @throws TemporalStartError SCHEDULE_FAILED, FILE_UNWRITABLE */
export async function installSchedule(
  context: InstallNeeds,
  scheduler: Scheduler,
  job: ScheduledBackup,
): Promise<void> {
  if (scheduler === "cron") {
    await changeCrontab(context, job.name, cronLine(job));
    return;
  }
  const { unit, service, timer } = systemdUnits(job);
  const files = await context.files();
  const before = await Promise.all(kinds.map((kind) => files.read(unitFile(context, `${unit}.${kind}`))));
  for (const [kind, text] of Object.entries({ service, timer }))
    await files.replace(unitFile(context, `${unit}.${kind}`), text);
  try {
    await systemctl(context, "daemon-reload");
    await systemctl(context, "enable", "--now", `${unit}.timer`);
  } catch (error) {
    // An earlier schedule goes on.
    for (const [index, kind] of kinds.entries()) {
      const [file, text] = [unitFile(context, `${unit}.${kind}`), before[index]];
      await (text === undefined ? files.remove(file) : files.replace(file, text));
    }
    await attempt(context, "systemctl", ["--user", "daemon-reload"]);
    throw error;
  }
}

/** @throws TemporalStartError SCHEDULE_FAILED */
export async function removeSchedule(context: InstallNeeds, scheduler: Scheduler, name: string): Promise<void> {
  if (scheduler === "cron") {
    await changeCrontab(context, name, undefined);
    return;
  }
  const unit = systemdUnit(name);
  const files = await context.files();
  if (!(await files.exists(unitFile(context, `${unit}.timer`)))) return;
  const disabled = await attempt(context, "systemctl", ["--user", "disable", "--now", `${unit}.timer`]);
  // Without them nothing comes back, whether systemd answers or not.
  for (const kind of kinds) await files.remove(unitFile(context, `${unit}.${kind}`));
  await attempt(context, "systemctl", ["--user", "daemon-reload"]);
  if (disabled.exitCode !== 0) throw failed(`systemctl --user disable --now ${unit}.timer`, disabled);
}

function unitFile({ place }: InstallNeeds, name: string): string {
  const { XDG_CONFIG_HOME: config, HOME: home = "" } = place.environment;
  return join(config === undefined || config === "" ? join(home, ".config") : config, "systemd", "user", name);
}

async function changeCrontab(context: InstallNeeds, name: string, line: string | undefined): Promise<void> {
  const found = await attempt(context, "crontab", ["-l"]);
  // Without cron nothing of it can be scheduled.
  if (found.exitCode === notThere && line === undefined) return;
  // So it says that there is none yet; anything else could be a crontab that would be lost.
  if (found.exitCode !== 0 && !/no crontab for/i.test(found.stderr)) throw failed("crontab -l", found);
  const wanted = withCronLine(found.exitCode === 0 ? found.stdout : "", name, line);
  const written = await attempt(context, "crontab", ["-"], wanted);
  if (written.exitCode !== 0) throw failed("crontab -", written);
}

async function systemctl(context: InstallNeeds, ...words: readonly string[]): Promise<void> {
  const result = await attempt(context, "systemctl", ["--user", ...words]);
  if (result.exitCode !== 0) throw failed(`systemctl --user ${words.join(" ")}`, result);
}

/** A program that is not there is an answer, too. */
async function attempt(
  context: InstallNeeds,
  command: string,
  args: readonly string[],
  input?: string,
): Promise<RunResult> {
  try {
    return await (await context.processes()).run(command, args, input === undefined ? {} : { input });
  } catch (error) {
    return { exitCode: notThere, stdout: "", stderr: causeMessage(error) };
  }
}

function failed(command: string, { exitCode, stderr }: RunResult): TemporalStartError {
  return new TemporalStartError({
    code: "SCHEDULE_FAILED",
    category: "preflight",
    message: `${command} ended with exit code ${String(exitCode)}: ${causeMessage(stderr.trim() || "it said nothing")}`,
    hint: "temporal-start backup schedule, without --install, prints what would be installed; --with chooses between systemd and cron.",
  });
}
