import type { ExecutionCounts } from "../../interfaces/database.ts";

/** `1,234 executions, 56 of them open`. */
export function formatCounts({ executions, open }: ExecutionCounts): string {
  return `${executions.toLocaleString("en")} executions, ${open.toLocaleString("en")} of them open`;
}
