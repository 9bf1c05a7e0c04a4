import { serverOf, type Topology } from "../../cluster/topology.ts";
import { exitCodes } from "../../errors.ts";
import type { HealthReport, Verdict } from "../../health/health-report.ts";
import { askProbes, lookAtCluster } from "../../health/look.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";
import { sortedContainers } from "../../observe/own-containers.ts";
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
    const look = async (): Promise<HealthReport> => {
      const ask = askProbes((questions) => context.probe(questions), timeoutMs);
      const now = (): number => context.clock.now();
      return (await lookAtCluster({ engine, reach: settings, ask, now })).report;
    };
    if (flags.watch) return watchStatus(context, look, intervalSeconds ?? defaultIntervalSeconds);
    const report = await look();
    const last = await lastBackupOf(context);
    return {
      exitCode: exitCodeOfVerdict[report.verdict],
      data: { ...report, lastBackup: last ?? null },
      text: [
        renderStatus(report, context.style),
        report.verdict === "stopped" ? "" : `\nOpen to ${await whoGetsIn(engine, settings.topology)}.\n`,
        ...(last === undefined ? [] : [renderLastBackup(last, context)]),
        renderPointInTime(report, last, context),
      ].join(""),
    };
  },
});

/** By the containers themselves: the settings may have been changed since. */
async function whoGetsIn(engine: ContainerEngine, topology: Topology): Promise<string> {
  const { containers } = await sortedContainers(engine, topology);
  const addresses = [...containers.values()].flatMap(({ ports }) => ports.map(({ hostAddress }) => hostAddress));
  return openTo(containers.get(serverOf(topology).name)?.marks.security ?? "off", addresses);
}
