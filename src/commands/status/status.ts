import { exitCodes } from "../../errors.ts";
import type { Verdict } from "../../health/health-report.ts";
import { askProbes, type Look, lookAtCluster } from "../../health/look.ts";
import { renderStatus } from "../../output/render-status.ts";
import { openTo } from "../../plan/open-to.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { readSeconds, usageError } from "../shared/flags.ts";
import { lastBackupOf, renderLastBackup } from "./last-backup.ts";
import { renderPointInTime } from "./point-in-time.ts";
import { type WatchNeeds, watchStatus } from "./watch-status.ts";

const defaultTimeoutSeconds = 5;

const defaultIntervalSeconds = 2;

const exitCodeOfVerdict: Readonly<Record<Verdict, number>> = {
  healthy: exitCodes.ok,
  degraded: exitCodes.degraded,
  stopped: exitCodes.stopped,
};

export const status = defineCommand({
  name: "status",
  summary: "Check every service by its own protocol, side by side",
  description:
    "PostgreSQL by login, Elasticsearch by cluster health and visibility index, Temporal Server by gRPC health, system information and a workflow list, the Web UI by its page and its API. Exit code 0: healthy, 3: stopped, 4: degraded, 1: could not look.",
  flags: {
    timeout: {
      flag: "--timeout <duration>",
      summary: `give each check this long (default: ${String(defaultTimeoutSeconds)}s)`,
    },
    watch: { flag: "--watch", summary: "go on looking, and show what changes; with --json one event a line" },
    interval: {
      flag: "--interval <duration>",
      summary: `look this often with --watch (default: ${String(defaultIntervalSeconds)}s)`,
    },
  },
  streamsFor: ({ flags }) => flags.watch,
  examples: [
    { command: "temporal-start status", explains: "a table for people" },
    { command: "temporal-start status --json", explains: "the same facts for programs" },
    { command: "temporal-start status --watch", explains: "a table that stays up to date" },
  ],
  async run({ flags }, context: WatchNeeds & Needs<"engine" | "lastBackups" | "probe" | "settings">) {
    const timeoutMs = (readSeconds(flags.timeout, "--timeout") ?? defaultTimeoutSeconds) * 1000;
    const intervalSeconds = readSeconds(flags.interval, "--interval");
    if (intervalSeconds !== undefined && !flags.watch) throw usageError("--interval goes with --watch.");
    const settings = await context.settings();
    const engine = await context.engine();
    const look = (): Promise<Look> => {
      const ask = askProbes((questions) => context.probe(questions), timeoutMs);
      return lookAtCluster({ engine, reach: settings, ask, now: () => context.clock.now() });
    };
    const intervalOfWatch = intervalSeconds ?? defaultIntervalSeconds;
    if (flags.watch) return watchStatus(context, async () => (await look()).report, intervalOfWatch);
    const { report, access } = await look();
    const last = await lastBackupOf(context);
    return {
      exitCode: exitCodeOfVerdict[report.verdict],
      data: { ...report, lastBackup: last ?? null },
      text: [
        renderStatus(report, context.style),
        report.verdict === "stopped" ? "" : `\nOpen to ${openTo(access.security, access.addresses)}.\n`,
        ...(last === undefined ? [] : [renderLastBackup(last, context)]),
        renderPointInTime(report, last, context),
      ].join(""),
    };
  },
});
