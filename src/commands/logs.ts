import { defined } from "../defined.ts";
import { exitCodes } from "../errors.ts";
import type { LogOptions } from "../runtime/ports.ts";
import { serviceNames, services } from "../services/index.ts";
import { parseDurationSeconds } from "../settings/duration.ts";
import { interleave, type LogSource, mergeByTime, type SourcedLine } from "../stack/merge-logs.ts";
import { ownContainers } from "../stack/own-containers.ts";
import type { CommandDefinition, CommandInput } from "./command.ts";
import { isFlagSet, listArgument, textFlag, usageError } from "./flags.ts";
import { resolveServices } from "./resolve-services.ts";

/** Lines are written together: one system call a line would be most of the work. */
const writeBytes = 65_536;

export const logs: CommandDefinition = {
  name: "logs",
  summary: "Show the logs of services, merged in time order",
  description:
    "Show the logs of services, merged in time order. With --json each line is one JSON document: service, time, text.",
  streams: true,
  arguments: [
    { name: "services", summary: `services or containers (default: all): ${serviceNames.join(", ")}`, variadic: true },
  ],
  flags: [
    { flag: "-f, --follow", summary: "go on with what is written from now on" },
    { flag: "-n, --tail <lines>", summary: "the last lines of each service, or `all` (default: all)" },
    { flag: "--since <when>", summary: "from a time on: 10m, 2h, or 2026-01-31T12:00:00Z" },
    { flag: "-t, --timestamps", summary: "begin each line with its time" },
  ],
  examples: [
    { command: "temporal-start logs temporal-server", explains: "the log of one service" },
    { command: "temporal-start logs --since 10m --timestamps", explains: "everything of the last ten minutes" },
    { command: "temporal-start logs temporal-server temporal-web --follow --tail 20", explains: "two services, live" },
  ],
  async run(input, context) {
    const options = readOptions(input, context.clock.now());
    const withTime = isFlagSet(input, "timestamps");
    const { values } = await context.settings();
    const instance = values.TEMPORAL_INSTANCE;
    const named = resolveServices(listArgument(input, "services"), instance, services);
    const engine = await context.engine();
    const containers = await ownContainers(engine, instance);
    const sources = (named.length === 0 ? serviceNames : named).flatMap((name): LogSource[] => {
      const container = containers.get(name);
      return container === undefined
        ? []
        : [{ name, batches: engine.logs(container.id, { ...options, signal: context.signal }) }];
    });
    if (sources.length === 0)
      context.reporter.note("There are no containers to read logs from. Next: temporal-start start");
    const width = sources.length > 1 ? Math.max(...sources.map(({ name }) => name.length)) : 0;
    const batches = options.follow ? interleave(sources) : mergeByTime(sources);
    const formatLine = (line: SourcedLine): string =>
      context.isJson ? toJsonLine(line) : format(line, width, withTime);
    const written = { lines: 0 };
    try {
      await writeLines(batches, options.follow ? 0 : writeBytes, formatLine, (text) => context.write(text), written);
    } catch (error) {
      // Ctrl-C is how a person ends a log that is followed: no failure, and nothing to explain.
      if (!context.signal.aborted) throw error;
      return { exitCode: exitCodes.interrupted, data: written, text: "" };
    }
    return { exitCode: exitCodes.ok, data: { ...written, services: sources.map(({ name }) => name) }, text: "" };
  },
};

function toJsonLine({ source, time, text }: SourcedLine): string {
  return `${JSON.stringify({ service: source, time, text })}\n`;
}

function format({ source, time, text }: SourcedLine, width: number, withTime: boolean): string {
  const name = width === 0 ? "" : `${source.padEnd(width)} | `;
  return `${name}${withTime ? `${time} ` : ""}${text}\n`;
}

async function writeLines(
  batches: AsyncIterable<readonly SourcedLine[]>,
  holdBytes: number,
  formatLine: (line: SourcedLine) => string,
  write: (text: string) => Promise<void>,
  written: { lines: number },
): Promise<void> {
  let held = "";
  for await (const batch of batches) {
    held += batch.map(formatLine).join("");
    written.lines += batch.length;
    if (held.length > holdBytes) {
      await write(held);
      held = "";
    }
  }
  if (held !== "") await write(held);
}

function readOptions(input: CommandInput, nowMs: number): LogOptions {
  const tail = readTail(textFlag(input, "tail"));
  const sinceSeconds = readSince(textFlag(input, "since"), nowMs);
  return {
    follow: isFlagSet(input, "follow"),
    ...defined({ tail, sinceSeconds }),
  };
}

function readTail(text: string | undefined): number | undefined {
  if (text === undefined || text === "all") return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw usageError(`--tail "${text}" is no number of lines.`, "Write --tail 100 or --tail all.");
  return Number(text);
}

function readSince(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  const seconds = parseDurationSeconds(text);
  // Date.parse alone takes `5` for the fifth month of 2001.
  const isDate = /^\d{4}-\d{2}-\d{2}/.test(text);
  const moment = seconds === undefined ? (isDate ? Date.parse(text) : Number.NaN) : nowMs - seconds * 1000;
  if (Number.isNaN(moment)) {
    throw usageError(
      `--since "${text}" is neither a duration nor a time.`,
      "Write --since 10m or --since 2026-01-31T12:00:00Z.",
    );
  }
  return Math.floor(moment / 1000);
}
