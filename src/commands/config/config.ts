import { withinTime } from "../../async/within-time.ts";
import { knowsKeys } from "../../cluster/dynamic-config/knows-keys.ts";
import { otherShards } from "../../cluster/history-shards.ts";
import { settingsShape } from "../../cluster/services/index.ts";
import { invalidSettings } from "../../cluster/settings/invalid-settings.ts";
import type { SettingProblem } from "../../cluster/settings/problem.ts";
import { hiddenValue } from "../../cluster/settings/setting.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { formatTitledTable } from "../../output/table.ts";
import { configFile } from "../../plan/config-file.ts";
import { describeOverlay } from "../../plan/format-plan.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { configInit } from "./config-init.ts";

type ShowNeeds = Needs<"backend" | "clock" | "settings" | "settingsReport" | "signal" | "style" | "temporal">;

const show = defineCommand({
  name: "show",
  summary: "Show every setting with its value and where it comes from",
  description:
    "Show every setting with its value and where it comes from: `--set`, `environment`, the line of the settings file, or `default`; and where a variable of the environment does not count. Passwords are not shown.",
  examples: [
    { command: "temporal-start config show", explains: "what the next command would use" },
    { command: "temporal-start config show --json", explains: "the same for programs" },
  ],
  async run(_input, context: ShowNeeds) {
    const { values, origins, ignored = [], overlay: overlayFile } = await context.settings();
    const remarks = [otherShards(values, await realShards(context))].filter((remark) => remark !== undefined);
    const settings = Object.entries(settingsShape).map(([name, { kind }]) => ({
      name,
      value: kind === "secret" ? hiddenValue : values[name as keyof typeof values],
      origin: origins[name] ?? "default",
      secret: kind === "secret",
      ignored: ignored.filter(({ key }) => key === name).map(() => "environment"),
    }));
    const rows = settings.map(({ name, value, origin, ignored: others }) => {
      const aside = others.length === 0 ? "" : `, not ${others.join(", ")}`;
      const row = [name, String(value) || "(empty)", `${origin}${aside}`];
      return origin === "default" && aside === "" ? row.map((cell) => context.style.faint(cell)) : row;
    });
    const table = formatTitledTable(["SETTING", "VALUE", "ORIGIN"], rows, context.style);
    const file = await readFrom(context);
    const overlay = overlayFile === undefined ? null : await lookAtOverlay(context, overlayFile);
    const sources = await sourcesOf(context);
    const lines = [
      ...(sources.length > 1 ? [`The cluster is made of ${sources.join(", ")}.`] : []),
      ...(overlay === null ? [] : [sayOverlay(overlay)]),
      ...remarks,
    ];
    const text = [table, ...lines].map((part) => `${part}\n`).join("\n");
    return { exitCode: exitCodes.ok, data: { file, settings, sources, overlay, remarks }, text };
  },
});

const shardsTimeoutMs = 1_000;

/** A server that runs knows; the settings are shown without it, too, and whatever the engine does. */
async function realShards(context: Needs<"clock" | "signal" | "temporal">): Promise<number | undefined> {
  let found: number | undefined;
  const asking = context
    .temporal()
    .then((temporal) => temporal.historyShards(shardsTimeoutMs))
    .then((shards) => {
      found = shards;
    });
  try {
    await withinTime(asking, { clock: context.clock, ms: 2 * shardsTimeoutMs, signal: context.signal });
  } catch (error) {
    if (!(error instanceof TemporalStartError)) throw error;
  }
  return found;
}

const validate = defineCommand({
  name: "validate",
  summary: "Check all settings and change nothing",
  description:
    "Check the settings of all sources, each alone and against each other, and then the keys and values of the dynamic configuration. All problems are shown at once: those of the file in the order of its lines, then those of the environment, then those of flags. Exit code 0: all are usable, 2: some are not.",
  examples: [
    { command: "temporal-start config validate", explains: "before a start" },
    { command: "temporal-start config validate --settings ci.env", explains: "another file" },
  ],
  async run(_input, context: Needs<"readConfig" | "settings" | "settingsReport">) {
    const { file = null, problems: ofSettings } = await context.settingsReport();
    const problems = ofSettings.length > 0 ? ofSettings : await dynamicProblems(context);
    if (problems.length > 0) throw invalidSettings(problems);
    const count = Object.keys(settingsShape).length;
    const from = file === null ? "no file was read" : `file ${file}`;
    return {
      exitCode: exitCodes.ok,
      data: { file, settings: count },
      text: `All ${String(count)} settings are usable; ${from}.\n`,
    };
  },
});

/** The server ignores what it does not know, so this is where a misspelt key shows. */
async function dynamicProblems(context: Needs<"readConfig" | "settings">): Promise<readonly SettingProblem[]> {
  const { values } = await context.settings();
  const file = configFile(values);
  const text = await context.readConfig(file);
  const { checkDynamicConfig } = await import("../../cluster/dynamic-config/check-dynamic-config.ts");
  const found = text === undefined ? [] : checkDynamicConfig(text, knowsKeys(values));
  return found.map(({ line, message }) => ({ origin: `${file}:${String(line)}`, key: "", message }));
}

const path = defineCommand({
  name: "path",
  summary: "Print which settings file is read",
  examples: [{ command: "temporal-start config path", explains: "the absolute path" }],
  async run(_input, context: Needs<"reporter" | "settingsReport">) {
    const file = await readFrom(context);
    if (file === null) context.reporter.note("No settings file is read. Next: temporal-start config init");
    return { exitCode: exitCodes.ok, data: { file }, text: file === null ? "" : `${file}\n` };
  },
});

interface SeenOverlay {
  readonly file: string;
  /** Null where Compose cannot tell. */
  readonly changes: readonly string[] | null;
  readonly problem: string | null;
}

/** Without an engine nothing is known of where the cluster is to run. */
async function sourcesOf(context: Needs<"backend">): Promise<readonly string[]> {
  try {
    return (await context.backend()).sources();
  } catch (error) {
    if (!(error instanceof TemporalStartError)) throw error;
    return [];
  }
}

/** Settings are shown without an engine and without Compose as well. */
async function lookAtOverlay(context: Needs<"backend">, file: string): Promise<SeenOverlay> {
  try {
    return { file, changes: await (await context.backend()).changedByOverlay({}), problem: null };
  } catch (error) {
    if (!(error instanceof TemporalStartError)) throw error;
    return { file, changes: null, problem: [error.facts.message, ...(error.facts.details ?? [])].join(" ") };
  }
}

function sayOverlay({ file, changes, problem }: SeenOverlay): string {
  return changes === null
    ? `What the overlay ${file} changes is not known: ${problem ?? ""}`
    : describeOverlay({ file, changes });
}

async function readFrom(context: Needs<"settingsReport">): Promise<string | null> {
  return (await context.settingsReport()).file ?? null;
}

export const config = defineCommand({
  name: "config",
  summary: "Show, check and copy the settings",
  examples: [
    { command: "temporal-start config show", explains: "every value and where it comes from" },
    { command: "temporal-start config init", explains: "copies to edit, in this folder" },
  ],
  subcommands: [show, validate, configInit, path],
});
