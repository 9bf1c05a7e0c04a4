import type { CommandDefinition } from "../../src/commands/command.ts";

export interface CommandRun {
  /** As it is typed, without what follows its name. */
  readonly command: string;
  readonly args: readonly string[];
  /** What it may end with; absent means 0. */
  readonly exitCodes?: readonly number[];
  /** What stdout, or stderr after a failure, has to hold. */
  readonly says: RegExp;
}

const run = (command: string, args: string, says: RegExp, exitCodes?: readonly number[]): CommandRun => ({
  command,
  args: args.split(" ").filter(Boolean),
  says,
  ...(exitCodes === undefined ? {} : { exitCodes }),
});

/** Each command once, in an order in which one real cluster can answer all of them. */
export const everyCommand: readonly CommandRun[] = [
  run("config init", "", /temporal\.env/),
  run("config path", "", /temporal\.env/),
  run("config validate", "", /settings are usable/),
  run("config show", "", /TEMPORAL_INSTANCE/),
  run("images list", "", /temporal-server/),
  // Where no registry answers it says so.
  run("images pull", "", /All images are present|Pulled \d|could not be pulled/, [0, 1]),
  // A machine that pulls its images need not have the tools to build them.
  run("images build", "postgres", /Nothing to build|Built \d|Error: /, [0, 1, 6]),
  run("start", "", /is ready/),
  run("status", "", /is healthy/),
  run("wait", "", /ready/),
  run("doctor", "", /ok/),
  // By the engine's health checks, of which the first run some seconds after a start.
  run("instances", "", /healthy|starting/),
  run("logs", "temporal-server --tail 5", /\S/),
  run("namespace", "every-command", /every-command/),
  run("namespace list", "", /every-command/),
  run("namespace describe", "every-command", /every-command/),
  run("namespace update", "every-command --description changed", /every-command/),
  run("search-attribute add", "EveryCommand=Keyword", /EveryCommand/),
  run("search-attribute list", "", /EveryCommand +Keyword/),
  run("search-attribute remove", "EveryCommand --yes", /EveryCommand/),
  run("visibility check", "", /lists all \d/),
  run("visibility rebuild", "--yes", /lists all \d+ .* rebuild/),
  run("backup create", "--output every.backup.tar", /every\.backup\.tar/),
  run("backup list", "--folder .", /every\.backup\.tar/),
  run("backup show", "every.backup.tar", /history shards +64/),
  run("backup verify", "every.backup.tar", /is what was written/),
  run("backup verify", "every.backup.tar --drill", /a workflow ran/),
  run("bundle save", "every.bundle.tar", /and \d+ images/),
  run("bundle load", "every.bundle.tar", /Loaded \d+ images/),
  run("connect", "--lang python", /await Client\.connect\(/),
  run("secure", "off", /already/),
  run("certs list", "", /There are no certificates/),
  run("certs issue", "every-command", /TEMPORAL_SECURITY=tls/, [6]),
  run("certs export", "every-command", /There is no certificate/, [2]),
  run("certs renew", "", /There are no authorities/, [6]),
  run("certs revoke", "every-command", /There is no certificate/, [2]),
  run("token list", "", /TEMPORAL_SECURITY=full/, [6]),
  run("token create", "every-command --role reader --all-namespaces", /TEMPORAL_SECURITY=full/, [6]),
  run("token keys", "", /TEMPORAL_SECURITY=full/, [6]),
  run("token revoke", "every-command", /TEMPORAL_SECURITY=full/, [6]),
  run("secrets list", "", /postgres-password/),
  run("secrets rotate", "cookie-secret", /TEMPORAL_SECURITY=full/, [6]),
  run("restore", "every.backup.tar --yes --no-backup", /has the data of/),
  run("restore back", "--yes --no-backup", /from before the last restore is in place/),
  run("restore finish", "", /No restore was cut short/),
  run("restore cleanup", "--yes", /Removed/),
  run("upgrade status", "", /data is of server 1\.22\.0/),
  run("upgrade plan", "--to 1.22.6", /1\.22\.0 → 1\.22\.6/),
  // Where the data is there already, nothing is done; the way itself has tests of its own.
  run("upgrade apply", "--to 1.22.0 --yes", /already/),
  run("upgrade postgres", "--to 15 --yes", /already/),
  run("upgrade elasticsearch", "--to 7.17.9 --yes", /already/),
  run("upgrade cleanup", "--yes", /Nothing is kept/),
  run("upgrade rollback", "--yes", /no upgrade of this data/, [6]),
  run("backup schedule", "--keep-daily 7 --with cron", /\* \* \* \{ env .* && env .* prune/),
  run("backup prune", "--folder . --keep-last 1 --yes", /1 backup is kept/),
  run("backup delete", "every.backup.tar --yes", /is deleted/),
  run("namespace delete", "every-command --yes", /every-command/),
  run("cli", "operator cluster health", /SERVING/),
  run("open", "--url", /^http:/),
  run("completion", "bash", /complete/),
  run("diagnose", "--output report.tar.gz", /report\.tar\.gz/),
  run("restart", "temporal-web", /temporal-web/),
  run("stop", "", /stopped/i),
  run("down", "", /removed|data/i),
  run("reset", "--yes", /delete|removed/i),
];

/** Names of all commands below these that do something, as they are typed. */
export function namesOf(definitions: readonly CommandDefinition[], before = ""): readonly string[] {
  return definitions.flatMap(({ name, subcommands = [], ...definition }) => [
    ...("run" in definition ? [`${before}${name}`] : []),
    ...namesOf(subcommands, `${before}${name} `),
  ]);
}
