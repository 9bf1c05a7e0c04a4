import { instanceLabel } from "../cluster/settings/instance.ts";
import { formatOperations } from "./format-operations.ts";
import type { StartPlan } from "./plan.ts";
import { startOperations } from "./start-operations.ts";

/** The plan as `start --dry-run` prints it and tests compare it: one line a step, and then what is done, in which order. */
export function formatPlan(plan: StartPlan): string {
  const rows = plan.steps.map(({ action, subject, reason }) => [action, subject, reason] as const);
  const { name, retention } = plan.namespace;
  const all = [...rows, ["ensure", `namespace ${name}`, `retention ${retention}`] as const];
  const subjectWidth = Math.max(...all.map(([, subject]) => subject.length));
  const lines = all.map(
    ([action, subject, reason]) => `  ${action.padEnd(8)}  ${subject.padEnd(subjectWidth)}  ${reason}`,
  );
  const operations = formatOperations(startOperations(plan)).map((line) => `  ${line}`);
  const blockers = plan.blockers.flatMap(({ code, message, hint }) => [`  ${code}: ${message}`, `    ${hint}`]);
  return [
    `Plan for instance ${instanceLabel(plan.instance)}:`,
    ...lines,
    ...(operations.length > 0 ? ["In this order:", ...operations] : []),
    ...(blockers.length > 0 ? ["In the way:", ...blockers] : []),
    "",
  ].join("\n");
}
