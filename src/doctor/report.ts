import { commandsFor } from "../cluster/settings/instance.ts";
import type { CheckState } from "./check.ts";
import type { CheckResult } from "./examine.ts";

export interface DoctorReport {
  /** The instance that was looked at; null where the settings cannot be read. */
  readonly instance: string | null;
  /** The worst state of all checks. */
  readonly state: CheckState;
  readonly failures: number;
  readonly warnings: number;
  readonly seconds: number;
  readonly checks: readonly CheckResult[];
}

/** What could not be checked is a consequence, and counts neither as failure nor as warning of its own. */
export function reportOf(instance: string | null, checks: readonly CheckResult[], seconds: number): DoctorReport {
  const count = (state: CheckState): number =>
    checks.filter((check) => check.blockedBy === null && check.state === state).length;
  const [failures, warnings] = [count("failure"), count("warning")];
  const state = failures > 0 ? "failure" : warnings > 0 ? "warning" : "ok";
  return {
    instance,
    state,
    failures,
    warnings,
    seconds,
    checks: checks.map((check) => forInstance(check, instance ?? "")),
  };
}

/** A command is typed as it stands, so it names the instance that was looked at. */
function forInstance(check: CheckResult, instance: string): CheckResult {
  if (check.todo === null) return check;
  return { ...check, todo: commandsFor(instance, check.todo) };
}
