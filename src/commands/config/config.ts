import { withinTime } from "../../async/within-time.ts";
import { otherShards } from "../../cluster/history-shards.ts";
import { settingsShape } from "../../cluster/services/index.ts";
import { hiddenValue } from "../../cluster/settings/setting.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { formatTitledTable } from "../../output/table.ts";
import { describeOverlay } from "../../plan/format-plan.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { configInit } from "./config-init.ts";
import { configValidate } from "./config-validate.ts";

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
  subcommands: [show, configValidate, configInit, path],
});
