import { instanceLabel } from "../cluster/settings/instance.ts";
import { type CheckState, checkGroups } from "../doctor/check.ts";
import type { CheckResult } from "../doctor/examine.ts";
import type { DoctorReport } from "../doctor/report.ts";
import { printableLine } from "./printable.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";

/** The report for a person: what was seen by group, and under what is not well what to do about it. */
export function renderDoctor(report: DoctorReport, style: Style): string {
  const shown = report.checks.filter(({ blockedBy }) => blockedBy === null);
  const lines = alignedLines(shown, style);
  const groups = checkGroups.flatMap((group) => {
    const rows = shown.flatMap((check, index) =>
      check.group === group ? withTodo(check, lines[index] ?? "", style) : [],
    );
    return rows.length === 0 ? [] : [style.strong(group), ...rows, ""];
  });
  return [...groups, ...notChecked(report.checks), summary(report, style), ""].join("\n");
}

function alignedLines(checks: readonly CheckResult[], style: Style): readonly string[] {
  const rows = checks.map(({ state, title, subject, seen }) => [
    `  ${mark(state, style)}`,
    subject === null ? title : `${title} ${subject}`,
    printableLine(seen),
  ]);
  return formatTable(rows).split("\n");
}

function withTodo({ todo }: CheckResult, line: string, style: Style): readonly string[] {
  return todo === null ? [line] : [line, `           ${style.faint("→")} ${printableLine(todo)}`];
}

function notChecked(checks: readonly CheckResult[]): readonly string[] {
  const reasons = [...new Set(checks.flatMap(({ blockedBy, seen }) => (blockedBy === null ? [] : [seen])))];
  const lines = reasons.map((reason) => {
    const titles = checks.filter(({ blockedBy, seen }) => blockedBy !== null && seen === reason);
    return `${reason.replace(/^n/, "N")}: ${titles.map(({ title }) => title).join(", ")}.`;
  });
  return lines.length === 0 ? [] : [...lines, ""];
}

function summary({ instance, state, failures, warnings, seconds }: DoctorReport, style: Style): string {
  const about = instance === null ? "" : `Instance ${style.strong(instanceLabel(instance))}: `;
  const counts = [counted(failures, "failure"), counted(warnings, "warning")].filter((text) => text !== "").join(", ");
  const words = counts === "" ? style.good("nothing stands in the way") : paint(state, counts, style);
  return `${about}${words} (${seconds.toFixed(1)} s).`;
}

function counted(count: number, noun: string): string {
  return count === 0 ? "" : `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function mark(state: CheckState, style: Style): string {
  return paint(state, state, style);
}

function paint(state: CheckState, text: string, style: Style): string {
  return state === "ok" ? style.good(text) : state === "warning" ? style.caution(text) : style.bad(text);
}
