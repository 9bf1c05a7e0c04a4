/** What is to run once a day, without anybody there. */
export interface ScheduledBackup {
  /** Names the schedule: `default`, or the instance. */
  readonly name: string;
  /** Hours and minutes of the machine's clock: `03:15`. */
  readonly at: string;
  /** One after the other, the next where the one before ended well. Each in words. */
  readonly commands: readonly (readonly string[])[];
  /** What a shell of a person has and a schedule lacks. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where what they say goes, with cron. */
  readonly logFile: string;
}

/** By which a line of ours is found again. */
function cronMark(name: string): string {
  return `# temporal-start backup ${name}`;
}

/** One line of a crontab. */
export function cronLine({ name, at, commands, environment, logFile }: ScheduledBackup): string {
  const [hours, minutes] = at.split(":").map(Number);
  const variables = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
  const line = commands.map((words) => ["env", ...variables, ...words].map(shellQuoted).join(" ")).join(" && ");
  // A bare percent sign ends the command, quoted or not.
  const escaped = `{ ${line}; } >>${shellQuoted(logFile)} 2>&1`.replaceAll("%", "\\%");
  return `${String(minutes)} ${String(hours)} * * * ${escaped} ${cronMark(name)}`;
}

export interface SystemdUnits {
  /** Without what follows the dot. */
  readonly unit: string;
  readonly service: string;
  readonly timer: string;
}

/** Of a schedule, without what follows the dot. */
export function systemdUnit(name: string): string {
  return `temporal-start-backup-${name}`;
}

/** A timer that makes up for a moment at which the machine was off. */
export function systemdUnits({ name, at, commands, environment }: ScheduledBackup): SystemdUnits {
  const variables = Object.entries(environment).map(
    ([key, value]) => `Environment=${systemdQuoted(`${key}=${value}`, false)}`,
  );
  const starts = commands.map((words) => `ExecStart=${words.map((word) => systemdQuoted(word, true)).join(" ")}`);
  return {
    unit: systemdUnit(name),
    service: lines([
      "[Unit]",
      `Description=Backup of the Temporal cluster ${name}`,
      "[Service]",
      "Type=oneshot",
      ...variables,
      ...starts,
    ]),
    timer: lines([
      "[Unit]",
      `Description=Daily backup of the Temporal cluster ${name}`,
      "[Timer]",
      `OnCalendar=*-*-* ${at}:00`,
      "Persistent=true",
      "[Install]",
      "WantedBy=timers.target",
    ]),
  };
}

/** A crontab with one line of this schedule, or with none. Lines of others stay as they are. */
export function withCronLine(crontab: string, name: string, line: string | undefined): string {
  const mark = cronMark(name);
  const others = crontab.split("\n").filter((each) => !each.endsWith(` ${mark}`));
  while (others.at(-1) === "") others.pop();
  return lines([...others, ...(line === undefined ? [] : [line])]);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}

function shellQuoted(word: string): string {
  return /^[\w@+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** @param isCommand variables are put into commands, and into nothing else */
function systemdQuoted(word: string, isCommand: boolean): string {
  const escaped = word.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%");
  if (/^[\w@+=:,./-]+$/.test(escaped)) return escaped;
  return `"${isCommand ? escaped.replaceAll("$", "$$$$") : escaped}"`;
}
