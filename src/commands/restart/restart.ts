import { reliesOn } from "../../cluster/graph.ts";
import { type ServiceName, usualServices } from "../../cluster/services/index.ts";
import { isStore, lastingUnits, type Topology, type Unit } from "../../cluster/topology.ts";
import { exitCodes } from "../../errors.ts";
import type { StartPlan } from "../../plan/plan.ts";
import { stopCluster } from "../../start/stop-cluster.ts";
import { defineCommand } from "../define-command.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { plainFlag } from "../shared/plain.ts";
import { requireInstance } from "../shared/require-instance.ts";
import { resolveServices } from "../shared/resolve-services.ts";
import { secureCluster } from "../shared/secure-cluster.ts";
import { type NoticeNeeds, tellNotices } from "../shared/tell-notices.ts";
import { tellStopping } from "../shared/tell-stopping.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { type BringUpNeeds, bringUp, makePlan, requireUnblocked } from "../start/bring-up.ts";
import { findObstacles, type ObstacleNeeds } from "../start/find-obstacles.ts";

const restartable = usualServices.filter(({ kind }) => kind === "service").map(({ name }) => name);

type RestartNeeds = ObstacleNeeds & HoldNeeds & BringUpNeeds & NoticeNeeds;

export const restart = defineCommand({
  name: "restart",
  summary: "Restart the cluster or single services, and return when they and what uses them are ready",
  description:
    "Stops the cluster, or the services that are named, starts them again, and returns when they and what uses them are ready. It makes no cluster that is not there: `start` does.",
  arguments: {
    services: { summary: `services: ${restartable.join(", ")}`, variadic: true, suggests: "services" },
  },
  flags: { waitTimeout: waitTimeoutFlag, plain: plainFlag },
  examples: [
    { command: "temporal-start restart", explains: "stop everything and start it again" },
    { command: "temporal-start restart temporal-web", explains: "restart the Web UI alone" },
  ],
  async run(input, context: RestartNeeds) {
    const begunMs = context.clock.now();
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const { topology } = await context.settings();
    const names = resolveServices(input.arguments.services, topology, ownLasting(topology));
    const { seconds, awaited } = await holdCluster(
      context,
      { command: "restart", waitTimeoutMs },
      async ({ waitedMs, onInterruptionSay }) => {
        const begin = (): void => {
          onInterruptionSay("Some services may be stopped; a start brings them back.");
        };
        const startedMs = begunMs + waitedMs;
        const settings = await context.settings();
        const plan = await makePlan(context, settings, { waitTimeoutMs, restarts: names });
        requireInstance(plan);
        const obstacles = await findObstacles(context, plan, names.length === 0);
        if (names.length === 0) {
          requireUnblocked([...plan.blockers, ...obstacles]);
          await secureCluster(context, plan);
          begin();
          await stopCluster({ engine: await context.engine(), backend: await context.backend() }, plan.topology, {
            onBegin: tellStopping(context),
          });
        }
        const again = names.length === 0 ? await makePlan(context, settings, { waitTimeoutMs }) : plan;
        const waitsFor = withUsers(settings.topology, names.length === 0 ? [] : [...names, ...changedBy(plan)]);
        await bringUp(context, settings, again, {
          awaited: waitsFor.map(({ name }) => name),
          waitTimeoutMs,
          startedMs,
          onStage: begin,
          obstacles,
        });
        return { seconds: (context.clock.now() - startedMs) / 1000, awaited: waitsFor };
      },
    );
    // A page that is there again has nothing new to tell of the stores, and asking them takes as long as it did.
    if (awaited.some((unit) => isStore(unit) || unit.service.role === "server")) await tellNotices(context);
    const what = names.length === 0 ? "The cluster" : names.join(", ");
    return {
      exitCode: exitCodes.ok,
      data: { services: names, seconds },
      text: `${what} restarted and ready after ${seconds.toFixed(1)} s.\n`,
    };
  },
});

function ownLasting(topology: Topology): readonly Unit[] {
  return lastingUnits(topology).filter(({ isExternal }) => !isExternal);
}

/** A store whose settings have changed is replaced on this occasion, and the server with it. */
function changedBy({ steps }: StartPlan): readonly ServiceName[] {
  return steps.filter(({ action }) => action !== "keep" && action !== "run").map(({ service }) => service);
}

/** Those, and whatever relies on one of them; all where none is named. */
function withUsers(topology: Topology, names: readonly ServiceName[]): readonly Unit[] {
  const chosen = topology.units.filter(({ name }) => names.includes(name));
  const isMeant = (unit: Unit): boolean => {
    const needed = reliesOn(topology, unit).add(unit);
    return names.length === 0 || chosen.some((one) => needed.has(one));
  };
  return lastingUnits(topology).filter(isMeant);
}
