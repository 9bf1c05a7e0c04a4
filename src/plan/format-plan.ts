import { formatDurationSeconds } from "../cluster/settings/duration.ts";
import { commandsFor, instanceLabel } from "../cluster/settings/instance.ts";
import { formatOperations } from "./format-operations.ts";
import type { Overlay, StartPlan } from "./plan.ts";
import { startOperations } from "./start-operations.ts";

/** The plan as `start --dry-run` prints it and tests compare it: one line a step, and then what is done, in which order. */
export function formatPlan(plan: StartPlan): string {
  const rows = plan.steps.map(({ action, subject, reason }) => [action, subject, reason] as const);
  const { name, retention } = plan.namespace;
  const all = [...rows, ["ensure", `namespace ${name}`, `retention ${retention}`] as const, ...declaredRows(plan)];
  const subjectWidth = Math.max(...all.map(([, subject]) => subject.length));
  const lines = all.map(
    ([action, subject, reason]) => `  ${action.padEnd(8)}  ${subject.padEnd(subjectWidth)}  ${reason}`,
  );
  const operations = formatOperations(startOperations(plan)).map((line) => `  ${line}`);
  const blockers = plan.blockers.flatMap(({ code, message, hint }) => [
    `  ${code}: ${message}`,
    `    ${commandsFor(plan.topology.instance, hint)}`,
  ]);
  return [
    `Plan for instance ${instanceLabel(plan.instance)}:`,
    ...(plan.overlay === undefined ? [] : [`  ${describeOverlay(plan.overlay)}`]),
    ...lines,
    ...(operations.length > 0 ? ["In this order:", ...operations] : []),
    ...(blockers.length > 0 ? ["In the way:", ...blockers] : []),
    "",
  ].join("\n");
}

function declaredRows({ declared, namespace }: StartPlan): readonly (readonly ["ensure", string, string])[] {
  return [
    ...declared.namespaces.map(({ name, retentionSeconds }) => {
      const retention = retentionSeconds === undefined ? namespace.retention : formatDurationSeconds(retentionSeconds);
      return ["ensure", `namespace ${name}`, `retention ${retention}`] as const;
    }),
    ...[...declared.attributes].map(([name, type]) => ["ensure", `search attribute ${name}`, type] as const),
  ];
}

/** In one line. */
export function describeOverlay({ file, changes }: Overlay): string {
  return `The overlay ${file} ${changes.length === 0 ? "changes nothing" : `changes ${changes.join(", ")}`}.`;
}
