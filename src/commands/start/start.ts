import { publishedOn } from "../../cluster/services/addresses.ts";
import { instanceName, programFor } from "../../cluster/settings/instance.ts";
import { lastingUnits, ownUnits, type Topology } from "../../cluster/topology.ts";
import { defined } from "../../defined.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { Style } from "../../output/style.ts";
import type { Blocker } from "../../plan/blocker.ts";
import { describeOverlay, formatPlan } from "../../plan/format-plan.ts";
import { networkName } from "../../plan/name-blockers.ts";
import { openTo } from "../../plan/open-to.ts";
import { overlayDoubts } from "../../plan/overlay-doubts.ts";
import type { StartPlan } from "../../plan/plan.ts";
import type { Span } from "../../progress/critical-chain.ts";
import type { StartStage } from "../../progress/start-progress.ts";
import { collectTimings, renderTimings, type Timings } from "../../progress/timings.ts";
import type { WakeNeeds } from "../backup/wake-store.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { PasswordNeeds } from "../secrets/rotate-password.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { plainFlag } from "../shared/plain.ts";
import { type NoticeNeeds, tellNotices } from "../shared/tell-notices.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import type { VersionNeeds } from "../upgrade/data-version.ts";
import { type Addresses, addressesOf } from "./addresses.ts";
import { bringAbout, type DeclaredNeeds } from "./bring-about.ts";
import { type BringUpNeeds, bringUp } from "./bring-up.ts";
import { findObstacles, type ObstacleNeeds } from "./find-obstacles.ts";
import { lostData } from "./lost-data.ts";
import { settlePage } from "./settle-page.ts";
import { settlePassword } from "./settle-password.ts";
import type { PortNeeds } from "./settle-ports.ts";
import { settleVersion } from "./settle-version.ts";
import { type RollbackNeeds, withRollback } from "./with-rollback.ts";

const afterInterruptionIn: Readonly<Record<StartStage, string>> = {
  pulling: "Nothing was started; images that were pulled stay.",
  creating: "Nothing new was started; the next start goes on from here.",
  starting: "What was started goes on running.",
};

/** By the parts of a start; the last are of its answer. */
type StartNeeds = PortNeeds &
  PasswordNeeds &
  VersionNeeds &
  WakeNeeds &
  ObstacleNeeds &
  HoldNeeds &
  BringUpNeeds &
  DeclaredNeeds &
  RollbackNeeds &
  NoticeNeeds &
  Needs<"followProvider" | "isJson" | "lastBackups" | "style">;

export const start = defineCommand({
  name: "start",
  summary: "Bring up what is missing or changed, and return when the cluster is ready",
  description:
    "Starts PostgreSQL, Elasticsearch, Temporal Server, the Web UI and the CLI container, sets up the schema, creates the namespace, and returns once a client can start a workflow. Running it again changes nothing that is as it should be.",
  streams: "then-envelope",
  flags: {
    dryRun: { flag: "--dry-run", summary: "print the plan and change nothing" },
    wait: { flag: "--no-wait", summary: "return as soon as the containers are started" },
    freePorts: {
      flag: "--free-ports",
      summary: "move taken ports of the default instance, too, and keep the new ones",
    },
    rollback: { flag: "--rollback", summary: "if the start fails or is interrupted, remove what it created (for CI)" },
    timings: { flag: "--timings", summary: "show what the start waited for, and how long" },
    waitTimeout: waitTimeoutFlag,
    plain: plainFlag,
  },
  examples: [
    { command: "temporal-start start", explains: "start the cluster and wait until it is ready" },
    { command: "temporal-start start --dry-run", explains: "show what would be done" },
    {
      command: "temporal-start start --set TEMPORAL_SERVER_PORT=7300",
      explains: "with another port; write it into temporal.env to keep it",
    },
  ],
  async run({ flags }, context: StartNeeds) {
    const begunMs = context.clock.now();
    const waitTimeoutMs = readWaitTimeoutMs(flags.waitTimeout);
    const mayMove = flags.freePorts;
    if (flags.dryRun) {
      await settlePage(context, false);
      const settled = await settleVersion(context, { mayMove, keeps: false, waitTimeoutMs });
      const blockers = [...settled.plan.blockers, ...(await inTheWay(context, settled.plan))];
      const plan = { ...settled.plan, blockers };
      tellDoubts(context, plan);
      const { instance, steps, namespace, overlay } = plan;
      const data = { instance, steps, blockers, namespace, ...defined({ overlay }) };
      return {
        exitCode: blockers.length > 0 ? exitCodes.preflightFailed : exitCodes.ok,
        data,
        text: formatPlan(plan),
      };
    }
    const { wait } = flags;
    const { plan, settings, seconds, spans, broughtAbout } = await holdCluster(
      context,
      { command: "start", waitTimeoutMs },
      async ({ waitedMs, onInterruptionSay }) => {
        const startedMs = begunMs + waitedMs;
        const onStage = (stage: StartStage): void => {
          onInterruptionSay(afterInterruptionIn[stage]);
        };
        const { keys, login } = await context.followProvider();
        for (const fault of [keys, login]) if (fault !== undefined) context.reporter.warn(fault);
        await settlePassword(context, waitTimeoutMs);
        await settlePage(context, true);
        const settled = await settleVersion(context, { mayMove, keeps: true, waitTimeoutMs });
        const { topology, blockers, overlay } = settled.plan;
        const awaited = wait ? lastingUnits(topology).map(({ name }) => name) : [];
        if (overlay !== undefined) context.reporter.note(describeOverlay(overlay));
        tellDoubts(context, settled.plan);
        const obstacles = inTheWay(context, settled.plan);
        const options = { awaited, waitTimeoutMs, startedMs, obstacles, onStage };
        const work = async () => ({
          ...(await bringUp(context, settled.settings, settled.plan, options)),
          broughtAbout: wait ? await bringAbout(context, settled.settings.values) : undefined,
        });
        // Where something stands in the way nothing is created.
        const isCareful = flags.rollback && blockers.length + (await obstacles).length === 0;
        return { ...settled, ...(await (isCareful ? withRollback(context, topology, work) : work())) };
      },
    );
    if (wait) await tellNotices(context);
    const addresses = addressesOf(settings);
    const wantsTimings = context.isJson || flags.timings;
    const timings = wantsTimings ? await timingsOf(context, spans, plan.topology) : undefined;
    const shownTimings = timings === undefined || context.isJson ? "" : `\n${renderTimings(timings)}`;
    return {
      exitCode: exitCodes.ok,
      data: {
        instance: plan.instance,
        seconds,
        ready: wait,
        addresses,
        steps: plan.steps,
        ...broughtAbout,
        ...defined({ timings, overlay: plan.overlay }),
      },
      text: wait
        ? `${renderReady(settings, addresses, seconds, context.style)}${shownTimings}`
        : `All containers run after ${seconds.toFixed(1)} s; a start that waits also creates namespaces and search attributes.\n${shownTimings}`,
    };
  },
});

async function inTheWay(context: StartNeeds, plan: StartPlan): Promise<readonly Blocker[]> {
  return (await Promise.all([findObstacles(context, plan), lostData(context)])).flat();
}

function tellDoubts({ reporter }: Needs<"reporter">, { overlay, topology }: StartPlan): void {
  for (const doubt of overlay === undefined ? [] : overlayDoubts(overlay, topology)) reporter.warn(doubt);
}

/** The cluster is ready; that its engine says no more about it now is no failure of the start. */
async function timingsOf(
  context: Needs<"engine" | "reporter">,
  spans: readonly Span[],
  topology: Topology,
): Promise<Timings | undefined> {
  try {
    return await collectTimings(spans, await context.engine(), topology);
  } catch (error) {
    if (!(error instanceof TemporalStartError)) throw error;
    context.reporter.warn(`The timings are not complete: ${error.facts.message}`);
    return undefined;
  }
}

function renderReady(
  { values, topology }: CommandSettings,
  addresses: Addresses,
  seconds: number,
  style: Style,
): string {
  const width = Math.max(...Object.keys(addresses).map((name) => name.length));
  const tool = ownUnits(topology).find(({ service }) => service.role === "tool");
  const program = programFor(values.TEMPORAL_INSTANCE);
  return [
    style.good(`The cluster is ready after ${seconds.toFixed(1)} s.`),
    ...Object.entries(addresses).map(([name, address]) => `  ${name.padEnd(width)}  ${address}`),
    `  ${"namespace".padEnd(width)}  ${values.TEMPORAL_NAMESPACE}`,
    `  ${"containers".padEnd(width)}  temporal:7233 in the network ${networkName(values.TEMPORAL_INSTANCE)}`,
    `  ${"open to".padEnd(width)}  ${openTo(values.TEMPORAL_SECURITY, publishedOn(values, topology))}`,
    "",
    `Next: ${style.strong(`${program} status`)}, ${style.strong(`${program} namespace NAME`)}${tool === undefined ? "" : ", or"}`,
    ...(tool === undefined
      ? []
      : [`      ${style.strong(`docker exec ${instanceName(topology.instance, tool.name)} temporal workflow list`)}`]),
    "",
  ].join("\n");
}
