import { programFor, readInstance } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { type InstanceSummary, listInstances } from "../../health/instance-list.ts";
import { roughDuration } from "../../output/rough-duration.ts";
import type { Style } from "../../output/style.ts";
import { formatTitledTable } from "../../output/table.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";

const none = "–";

export const instances = defineCommand({
  name: "instances",
  summary: "List every cluster on this engine",
  description:
    "Every instance that has a container or a volume on this engine, with the verdict of its containers; no service is asked. `status --instance NAME` asks them.",
  examples: [
    { command: "temporal-start instances", explains: "names, states, ports, data and age" },
    { command: "temporal-start instances --json", explains: "the same facts for programs" },
  ],
  async run(_input, context: Needs<"clock" | "engine" | "style">) {
    const engine = await context.engine();
    const [containers, volumes] = await Promise.all([engine.containers("ours"), engine.volumesOf("ours")]);
    const found = listInstances(containers, volumes, context.clock.now());
    return { exitCode: exitCodes.ok, data: { instances: found }, text: render(found, context.style) };
  },
});

function render(found: readonly InstanceSummary[], style: Style): string {
  if (found.length === 0) return "There is no instance on this engine. Next: temporal-start start\n";
  const headings = ["INSTANCE", "STATE", "SERVICES", "SERVER", "WEB UI", "VOLUMES", "AGE"];
  const rows = found.map((summary) => row(summary, style));
  const table = `${formatTitledTable(headings, rows, style)}\n`;
  const [young] = found.filter(({ verdict }) => verdict === "starting");
  return young === undefined ? table : `${table}\n${tellStarting(young)}`;
}

/** A start asks the services and has long returned by then; the engine runs its first check an interval after its own. */
function tellStarting({ instance }: InstanceSummary): string {
  const status = `${programFor(readInstance(instance))} status`;
  return `Starting: health checks of the engine have not passed yet; the first runs some seconds after a container starts.\nNext: ${status} (asks the services themselves)\n`;
}

function row({ instance, verdict, services, volumes, ageSeconds }: InstanceSummary, style: Style): readonly string[] {
  const colour = { healthy: style.good, starting: style.caution, degraded: style.bad, stopped: style.caution }[verdict];
  const well = services.filter((service) => service.verdict === "healthy").length;
  const addressOf = (name: string): string => services.find(({ service }) => service === name)?.addresses[0] ?? none;
  return [
    instance,
    colour(verdict),
    `${String(well)}/${String(services.length)}`,
    addressOf("temporal-server"),
    addressOf("temporal-web"),
    String(volumes.length),
    ageSeconds === null ? none : roughDuration(ageSeconds),
  ];
}
