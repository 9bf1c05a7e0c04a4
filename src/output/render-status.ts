import { instanceLabel, programFor } from "../cluster/settings/instance.ts";
import type { HealthReport, ServiceHealth, ServiceVerdict, Verdict } from "../health/health-report.ts";
import { plainStop } from "../health/plain-stop.ts";
import { printableLine } from "./printable.ts";
import { roughDuration } from "./rough-duration.ts";
import type { Style } from "./style.ts";
import { formatTitledTable } from "./table.ts";

const none = "–";
const headings = ["SERVICE", "STATE", "PROBE", "VERSION", "UPTIME", "PORTS", "IMAGE"] as const;

/** The health report for a person: a table, then each fault with what to type. */
export function renderStatus(report: HealthReport, style: Style): string {
  const rows = report.services.map((row) => renderRow(row, style));
  const faults = report.services
    .filter(({ verdict, reason }) => verdict !== "healthy" && reason !== plainStop)
    .flatMap(({ service, reason, hint }) => [
      `${style.bad(service)}: ${printableLine(reason)}`,
      ...(hint === null ? [] : [`  ${style.faint("→")} ${printableLine(hint)}`]),
    ]);
  const notices = report.notices.flatMap(({ service, level, message, hint }) => [
    `${level === "fault" ? style.bad(service) : style.caution(service)}: ${printableLine(message)}`,
    `  ${style.faint("→")} ${printableLine(hint)}`,
  ]);
  const title = `Instance ${style.strong(instanceLabel(report.instance))} is ${colourVerdict(report.verdict, style)}.`;
  const table = formatTitledTable(headings, rows, style);
  const isUnwell = report.services.some(({ verdict }) => verdict !== "healthy");
  const next = !isUnwell ? [] : [`Next: ${style.strong(`${programFor(report.instance)} start`)}`];
  return [
    title,
    "",
    table,
    ...(faults.length + notices.length > 0 ? ["", ...faults, ...notices] : []),
    ...(next.length > 0 ? ["", ...next] : []),
    "",
  ].join("\n");
}

function renderRow({ service, verdict, probe, container }: ServiceHealth, style: Style): readonly string[] {
  const found = container === null ? [none, none, none] : renderContainer(container);
  return [service, colourServiceVerdict(verdict, style), ...renderProbe(probe), ...found];
}

function renderProbe(probe: ServiceHealth["probe"]): readonly string[] {
  if (probe === null) return [none, none];
  const outcome = `${probe.ok ? "ok" : probe.fault} ${String(Math.round(probe.latencyMs))} ms`;
  return [outcome, probe.ok ? String(probe.facts.version ?? none) : none];
}

function renderContainer({ uptimeSeconds, ports, image }: NonNullable<ServiceHealth["container"]>): readonly string[] {
  return [uptimeSeconds === null ? none : roughDuration(uptimeSeconds), ports.join(" ") || none, image];
}

function colourVerdict(verdict: Verdict, style: Style): string {
  return verdict === "healthy"
    ? style.good(verdict)
    : verdict === "stopped"
      ? style.caution(verdict)
      : style.bad(verdict);
}

function colourServiceVerdict(verdict: ServiceVerdict, style: Style): string {
  if (verdict === "healthy") return style.good(verdict);
  return verdict === "starting" || verdict === "stopped" || verdict === "absent"
    ? style.caution(verdict)
    : style.bad(verdict);
}
