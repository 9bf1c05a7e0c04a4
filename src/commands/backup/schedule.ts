import { join } from "node:path";
import { resolvePath } from "../../backup/paths.ts";
import { cronLine, type ScheduledBackup, systemdUnits } from "../../backup/schedule.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import { defined } from "../../defined.ts";
import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { usageError } from "../shared/flags.ts";
import { type InstallNeeds, installSchedule, removeSchedule, type Scheduler, schedulerOf } from "./install-schedule.ts";
import { keepNothing, readRules } from "./keep-rules.ts";
import { encryptFlags, type KeyNeeds, readKeys } from "./keys.ts";

const defaultAt = "03:15";
/** Of the shell that a schedule does not have. */
const takenAlong = [
  ...["PATH", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "XDG_STATE_HOME", "XDG_DATA_HOME"],
  ...["AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_REGION", "AWS_DEFAULT_REGION"],
  ...["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"],
];

export const schedule = defineCommand({
  name: "schedule",
  summary: "Back up once a day: print what systemd or cron needs for it, or install it",
  description:
    "Prints a timer of systemd for this user where there is one, or a line for cron: a backup a day, and a prune after it where a rule says what to keep. Paths, instance and settings file are those of this call. `--install` installs it and replaces an earlier one of this instance; `--remove` takes it away.",
  flags: {
    at: { flag: "--at <time>", summary: `hours and minutes of this machine's clock (default: ${defaultAt})` },
    output: { flag: "--output <folder>", summary: "where backups go; default: the instance's own folder" },
    ...encryptFlags,
    keepLast: { flag: "--keep-last <count>", summary: "prune after each backup, and keep the newest" },
    keepDaily: { flag: "--keep-daily <count>", summary: "the same, and keep the newest of so many days" },
    keepWeekly: { flag: "--keep-weekly <count>", summary: "the same, and keep the newest of so many weeks" },
    with: { flag: "--with <scheduler>", summary: "systemd or cron (default: systemd where it runs for this user)" },
    install: { flag: "--install", summary: "install it" },
    remove: { flag: "--remove", summary: "take an installed one away" },
  },
  examples: [
    {
      command: "temporal-start backup schedule --at 02:30 --keep-daily 7 --keep-weekly 4",
      explains: "print what would be installed",
    },
    { command: "temporal-start backup schedule --keep-daily 7 --install", explains: "install it" },
  ],
  async run({ flags }, context: InstallNeeds & KeyNeeds & Needs<"reporter" | "settings" | "stateFolder">) {
    const at = flags.at ?? defaultAt;
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at))
      throw usageError(`--at "${at}" is no time.`, "Write it like --at 03:15.");
    if (flags.install && flags.remove) throw usageError("--install and --remove exclude each other.");
    const scheduler = await chosen(context, flags.with);
    // A file that is not there would be noticed at night.
    await readKeys(context, flags);
    const job = await jobOf(context, at, flags);
    await warnOfLost(context, flags.output);
    if (flags.remove) {
      await removeSchedule(context, scheduler, job.name);
      return answer(scheduler, job, false, `No backup of ${job.name} is scheduled with ${scheduler} any more.\n`);
    }
    if (!flags.install) return answer(scheduler, job, false, shown(scheduler, job));
    await installSchedule(context, scheduler, job);
    return answer(scheduler, job, true, `A backup of ${job.name} runs every day at ${at}, by ${scheduler}.\n`);
  },
});

/** What this call has, and a schedule has not. */
async function warnOfLost(context: Needs<"place" | "reporter" | "settings">, output = ""): Promise<void> {
  const { origins } = await context.settings();
  const lost = Object.keys(origins).filter((name) => ["environment", "--set"].includes(origins[name] ?? ""));
  if (lost.length > 0)
    context.reporter.warn(`A scheduled backup does not know ${lost.join(", ")}: write it into the settings file.`);
  const { AWS_ACCESS_KEY_ID: key, AWS_PROFILE: profile } = context.place.environment;
  if (output.startsWith("s3://") && key !== undefined && profile === undefined)
    context.reporter.warn(
      "A scheduled backup does not know AWS_ACCESS_KEY_ID: put the keys into a profile (AWS_PROFILE).",
    );
}

function answer(scheduler: Scheduler, job: ScheduledBackup, installed: boolean, text: string) {
  const { name, at, commands } = job;
  return {
    exitCode: exitCodes.ok,
    data: { instance: name, scheduler, at, commands, files: filesOf(scheduler, job), installed },
    text,
  };
}

async function chosen(context: InstallNeeds, given: string | undefined): Promise<Scheduler> {
  if (given === undefined) return schedulerOf(context);
  if (given === "systemd" || given === "cron") return given;
  throw usageError(`--with "${given}" is no scheduler.`, "Write --with systemd or --with cron.");
}

type GivenFlags = Readonly<
  Partial<
    Record<"output" | "recipient" | "passphraseFile" | "keepLast" | "keepDaily" | "keepWeekly", string | undefined>
  >
>;

async function jobOf(
  context: Needs<"place" | "settings" | "stateFolder">,
  at: string,
  given: GivenFlags,
): Promise<ScheduledBackup> {
  const { place } = context;
  const { topology, file } = await context.settings();
  const path = (text: string | undefined): string | undefined => text && resolvePath(place.currentFolder, text);
  const program = [
    ...place.program,
    ...words({ "--instance": instanceLabel(topology.instance), "--settings": file }),
    "backup",
  ];
  const folder = path(given.output);
  const create = {
    "--output": folder && `${folder.replace(/\/$/, "")}/`,
    "--recipient": given.recipient,
    "--passphrase-file": path(given.passphraseFile),
  };
  const keep = { "--keep-last": given.keepLast, "--keep-daily": given.keepDaily, "--keep-weekly": given.keepWeekly };
  const rules = words(keep);
  if (keepNothing(readRules(given)) && rules.length > 0)
    throw usageError("These rules would keep nothing.", "temporal-start backup schedule --keep-daily 7");
  return {
    name: instanceLabel(topology.instance),
    at,
    commands: [
      [...program, "create", ...words(create)],
      ...(rules.length === 0 ? [] : [[...program, "prune", ...rules, ...words({ "--folder": folder }), "--yes"]]),
    ],
    environment: defined(Object.fromEntries(takenAlong.map((name) => [name, place.environment[name]]))) as Record<
      string,
      string
    >,
    logFile: join(await context.stateFolder(), "backup.log"),
  };
}

function words(flags: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]));
}

/** What is installed, by the name of its file. */
function filesOf(scheduler: Scheduler, job: ScheduledBackup): Readonly<Record<string, string>> {
  if (scheduler === "cron") return { crontab: `${cronLine(job)}\n` };
  const { unit, service, timer } = systemdUnits(job);
  return { [`${unit}.service`]: service, [`${unit}.timer`]: timer };
}

function shown(scheduler: Scheduler, job: ScheduledBackup): string {
  const what = scheduler === "cron" ? "a line in the crontab of this user" : "two units of systemd for this user";
  const files = Object.entries(filesOf(scheduler, job)).map(([name, text]) => `\n# ${name}\n${text}`);
  return `The same with --install makes ${what}:\n${files.join("")}`;
}
