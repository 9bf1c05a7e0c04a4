import { programFor } from "../cluster/settings/instance.ts";
import type { Blocker } from "../plan/blocker.ts";
import type { StartPlan } from "../plan/plan.ts";
import type { Check, World } from "./check.ts";
import { dynamicConfig } from "./cluster/dynamic-config.ts";
import { type Examined, lookAtAll } from "./examine.ts";
import { checks } from "./index.ts";

/** What the checks came to before a start that changes something. */
export interface Preflight {
  /** Together with those of the plan they end the start before anything is changed. */
  readonly blockers: readonly Blocker[];
  /** One line each. */
  readonly warnings: readonly string[];
}

type Planned = Pick<StartPlan, "instance" | "observed" | "isFirst" | "steps">;

/**
 * Asks those checks that matter to a start. Each has its own limit of time, and one that cannot look stands
 * in nobody's way.
 */
export async function lookBefore(plan: Planned, world: World): Promise<Preflight> {
  return judge(await lookAtAll(checksFor(plan), world), plan);
}

/** What a server that is restarted alone depends on. */
export async function lookAtConfig(plan: Planned, world: World): Promise<Preflight> {
  return judge(await lookAtAll([dynamicConfig], world), plan);
}

/** A start that brings back what ran before is spared what only a first one, or one without containers, needs. */
export function checksFor({ observed, isFirst }: Pick<Planned, "observed" | "isFirst">): readonly Check[] {
  const looksAt: Readonly<Record<Check["starts"], boolean>> = {
    every: true,
    // What made those that are there is new enough, and their network has its addresses.
    creating: observed.size === 0,
    first: isFirst,
    none: false,
  };
  return checks.filter(({ starts }) => looksAt[starts]);
}

/**
 * A warning is told when the instance is started for the first time: most are lasting properties of the machine,
 * which nobody wants to read each morning, and `doctor` knows them any time.
 */
export function judge(
  examined: readonly Examined[],
  { instance, isFirst, steps }: Pick<Planned, "instance" | "isFirst" | "steps">,
): Preflight {
  const doctor = `${programFor(instance)} doctor`;
  const replaced = steps
    .filter(({ action }) => action === "recreate" || action === "remove")
    .map(({ subject }) => subject);
  const isTold = ({ check, finding, blockedBy }: Examined): boolean =>
    finding.state === "warning" &&
    blockedBy === null &&
    finding.isForDoctor !== true &&
    (isFirst || check.isPassing === true);
  return {
    blockers: examined.flatMap((one): Blocker[] => {
      const { code, todo, endsReplacing } = one.finding;
      if (endsReplacing !== undefined && !replaced.includes(endsReplacing)) return [];
      const hint = todo ?? `${doctor} tells more.`;
      return code === undefined ? [] : [{ code, message: `${sentence(one)}.`, hint }];
    }),
    warnings: examined.filter(isTold).map((one) => `${sentence(one)} (${doctor} tells what to do).`),
  };
}

function sentence({ check: { title }, finding: { subject, seen } }: Examined): string {
  const about = subject === undefined ? title : `${title} ${subject}`;
  return `${about.charAt(0).toUpperCase()}${about.slice(1)}: ${seen.replace(/\.$/, "")}`;
}
