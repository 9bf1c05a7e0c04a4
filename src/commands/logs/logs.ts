import { type ServiceName, usualServices } from "../../cluster/services/index.ts";
import { programFor } from "../../cluster/settings/instance.ts";
import { ownUnits, type Topology } from "../../cluster/topology.ts";
import { exitCodes } from "../../errors.ts";
import { gatherLogs } from "../../logs/gather-logs.ts";
import type { SourcedLine } from "../../logs/merge-logs.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { createLogRenderer } from "../../output/render-log-line.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { resolveServices } from "../shared/resolve-services.ts";
import { type LogOptions, logFlags, type OptionNeeds, readLogOptions } from "./log-options.ts";

/** Lines are written together: one system call a line would be most of the work. */
const writeBytes = 65_536;

export const logs = defineCommand({
  name: "logs",
  summary: "Show the logs of services, merged in time order",
  description:
    "Show the logs of services, merged in time order; on a terminal readably, elsewhere as they are. With --json each " +
    "line is one JSON document: service, time, level, message, fields, text.",
  streams: true,
  arguments: {
    services: {
      summary: `services or containers (default: all): ${usualServices.map(({ name }) => name).join(", ")}`,
      variadic: true,
      suggests: "services",
    },
  },
  flags: logFlags,
  examples: [
    { command: "temporal-start logs temporal-server", explains: "the log of one service" },
    { command: "temporal-start logs --since 10m --level warn", explains: "what went wrong in the last ten minutes" },
    { command: "temporal-start logs --grep 'deadline exceeded' -i -C 3", explains: "a search, with its surroundings" },
    { command: "temporal-start logs temporal-server temporal-web --follow --tail 20", explains: "two services, live" },
  ],
  async run(input, context: OptionNeeds & Needs<"engine" | "reporter" | "settings" | "signal" | "style" | "write">) {
    const options = readLogOptions(input.flags, context);
    const { topology } = await context.settings();
    const named = resolveServices(input.arguments.services, topology, ownUnits(topology));
    const engine = await context.engine();
    const shown = await shownServices(named, options, context, topology);
    const { look, filter, range, follow, withTime } = options;
    const { clock, signal, style } = context;
    const batches = gatherLogs(
      { services: shown, range, filter, isRead: look !== "raw", follow },
      { engine, clock, topology, signal },
    );
    const render = createLogRenderer({
      look,
      style,
      services: shown,
      withTime,
      ...(filter.pattern === undefined ? {} : { pattern: filter.pattern }),
    });
    const written = { lines: 0 };
    try {
      await writeLines(batches, follow ? 0 : writeBytes, render, (text) => context.write(text), written);
    } catch (error) {
      // Ctrl-C is how a person ends a log that is followed: no failure, and nothing to explain.
      if (!signal.aborted) throw error;
      return { exitCode: exitCodes.interrupted, data: written, text: "" };
    }
    return { exitCode: exitCodes.ok, data: { ...written, services: shown }, text: "" };
  },
});

/** Without --follow those that have a container; with it a container may come at any time. */
async function shownServices(
  named: readonly ServiceName[],
  { follow }: LogOptions,
  context: Needs<"engine" | "reporter">,
  topology: Topology,
): Promise<readonly ServiceName[]> {
  const asked = named.length === 0 ? ownUnits(topology).map(({ name }) => name) : named;
  const containers = await ownContainers(await context.engine(), topology);
  const present = asked.filter((name) => containers.has(name));
  if (present.length === 0 && !follow)
    context.reporter.note(`There are no containers to read logs from. Next: ${programFor(topology.instance)} start`);
  if (present.length === 0 && follow)
    context.reporter.note("There are no containers yet; their logs are shown once there are. Ctrl-C ends this.");
  return follow ? asked : present;
}

async function writeLines(
  batches: AsyncIterable<readonly SourcedLine[]>,
  holdBytes: number,
  render: (line: SourcedLine) => string,
  write: (text: string) => Promise<void>,
  written: { lines: number },
): Promise<void> {
  let held = "";
  for await (const batch of batches) {
    held += batch.map(render).join("");
    written.lines += batch.length;
    if (held.length > holdBytes) {
      await write(held);
      held = "";
    }
  }
  if (held !== "") await write(held);
}
