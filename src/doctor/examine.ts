import { withinTime } from "../async/within-time.ts";
import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { Check, CheckState, Finding, Need, World } from "./check.ts";

/** One check's time, in milliseconds: the answer is worth little to somebody who has to wait for it. */
const checkTimeoutMs = 1_500;

export interface CheckResult {
  readonly check: string;
  readonly group: Check["group"];
  readonly title: string;
  readonly subject: string | null;
  readonly state: CheckState;
  readonly seen: string;
  readonly todo: string | null;
  /** What could not be asked, so that the check could not look. */
  readonly blockedBy: Need | null;
}

/** One look of one check. */
export interface Examined {
  readonly check: Check;
  readonly finding: Finding;
  readonly blockedBy: Need | null;
}

/** As a report shows it. */
export async function examine(checks: readonly Check[], world: World): Promise<readonly CheckResult[]> {
  return (await lookAtAll(checks, world)).map(resultOf);
}

/** Runs all checks side by side. Whatever happens to one is that one's result. */
export async function lookAtAll(checks: readonly Check[], world: World): Promise<readonly Examined[]> {
  const results = await Promise.all(checks.map((check) => examineOne(check, world)));
  return results.flat();
}

const questionOf: Readonly<Record<Need, (world: World) => Promise<unknown>>> = {
  engine: (world) => world.engineInfo(),
  settings: (world) => world.settings(),
};

async function examineOne(check: Check, world: World): Promise<readonly Examined[]> {
  for (const need of check.needs) {
    if (await isAnswered(questionOf[need](world), world)) continue;
    const what = need === "engine" ? "the engine does not answer" : "the settings are not usable";
    return [{ check, finding: { state: "warning", seen: `not checked, because ${what}` }, blockedBy: need }];
  }
  return (await look(check, world)).map((finding) => ({ check, finding, blockedBy: null }));
}

async function isAnswered(question: Promise<unknown>, { clock }: World): Promise<boolean> {
  try {
    return await withinTime(question, { clock, ms: checkTimeoutMs });
  } catch {
    return false;
  }
}

async function look(check: Check, world: World): Promise<readonly Finding[]> {
  let findings: readonly Finding[] = [];
  const looking = check.look(world).then((found) => {
    findings = found;
  });
  try {
    const inTime = await withinTime(looking, { clock: world.clock, ms: checkTimeoutMs });
    if (inTime) return findings;
    // It says that the machine is busy, and nothing about a start. An engine that is silent has a failure of its own.
    const seen = `not known: no answer within ${String(checkTimeoutMs / 1000)} s`;
    return [
      { state: "warning", seen, todo: "temporal-start doctor, when the machine is less busy", isForDoctor: true },
    ];
  } catch (error) {
    const { code, category, hint } =
      error instanceof TemporalStartError ? error.facts : { code: undefined, category: undefined, hint: undefined };
    const isObstacle = category === "preflight";
    return [
      { state: "failure", seen: causeMessage(error), ...defined({ todo: hint, code: isObstacle ? code : undefined }) },
    ];
  }
}

function resultOf({ check: { id, group, title }, finding, blockedBy }: Examined): CheckResult {
  const { subject, state, seen, todo } = finding;
  return { check: id, group, title, subject: subject ?? null, state, seen, todo: todo ?? null, blockedBy };
}
