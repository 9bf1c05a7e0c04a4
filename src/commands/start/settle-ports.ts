import { unitNamed } from "../../cluster/topology.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import { findFreePorts } from "../../observe/free-ports.ts";
import type { StartPlan } from "../../plan/plan.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { makePlan, type PlanNeeds, type PlanOptions } from "./bring-up.ts";

export interface Settled {
  readonly settings: CommandSettings;
  readonly plan: StartPlan;
}

export type PortNeeds = PlanNeeds & Needs<"choose" | "reporter" | "settings">;

export interface PortChoice extends Required<Pick<PlanOptions, "waitTimeoutMs">>, Pick<PlanOptions, "moves"> {
  /** Whether the default instance, whose ports people know by heart, may move, too. */
  readonly mayMove: boolean;
  /** Whether the next command shall find them: a dry run keeps nothing. */
  readonly keeps: boolean;
}

/**
 * A plan whose ports are free, where free ones can be found: an instance with a name takes the next
 * ones and keeps them. Others are told what is taken.
 * @throws TemporalStartError PORTS_NOT_KEPT
 */
export async function settlePorts(context: PortNeeds, { mayMove, keeps, ...options }: PortChoice): Promise<Settled> {
  const settings = await context.settings();
  const plan = await makePlan(context, settings, options);
  if (!mayMove && settings.values.TEMPORAL_INSTANCE === "") return { settings, plan };
  const found = await findFreePorts(plan.takenPorts, settings, context.probePort);
  if (found.size === 0) return { settings, plan };
  try {
    await context.choose(Object.fromEntries(found), keeps);
  } catch (error) {
    throw new TemporalStartError({
      code: "PORTS_NOT_KEPT",
      category: "settings",
      message: `Other ports were found, but cannot be kept for the next command: ${causeMessage(error)}.`,
      hint: `Write them down yourself: ${[...found].map(([setting, port]) => `--set ${setting}=${String(port)}`).join(" ")}`,
      cause: error,
    });
  }
  for (const { setting, service, port } of plan.takenPorts) {
    const free = found.get(setting);
    if (free === undefined) continue;
    const title = unitNamed(plan.topology, service)?.service.title ?? service;
    context.reporter.note(
      `Port ${String(port)} is taken; ${title} uses ${String(free)}${keeps ? " from now on" : ""}.`,
    );
  }
  const moved = await context.settings();
  return { settings: moved, plan: await makePlan(context, moved, options) };
}
