import { settingsShape } from "../../cluster/services/index.ts";
import { formatProblem } from "../../cluster/settings/problem.ts";
import { hiddenValue } from "../../cluster/settings/setting.ts";
import { causeMessage } from "../../errors.ts";
import type { ContainerFacts } from "../../interfaces/engine-facts.ts";
import { formatPlan } from "../../plan/format-plan.ts";
import type { CommandContext, CommandDefinition, Needs } from "../command.ts";
import { completeInput } from "../shared/complete-input.ts";
import { makePlan } from "../start/bring-up.ts";

const logTail = 5_000;
const versionTimeoutMs = 10_000;
/** Variables that change what the program, docker and compose do. */
const tellingVariable =
  /^(?:TEMPORAL|POSTGRES|ELASTICSEARCH|DOCKER|COMPOSE|XDG|NODE)_|^(?:CI|LANG|LC_ALL|TERM|PATH)$|_proxy$/i;

/** Everything that was seen, with its secrets; by the name it gets in the archive. */
export interface Findings {
  /** What the engine says, by container. */
  readonly containers: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly documents: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** Looks at everything, side by side; what cannot be read is told in its own place. */
export async function collectFindings(
  context: CommandContext,
  instance: string,
  reports: readonly CommandDefinition[],
): Promise<Findings> {
  // By its marks alone: the settings that tell the units may be what is wrong.
  const own = await attempt(context, async () => (await context.engine()).containers({ instance }));
  const containers = "failure" in own ? [] : own.value;
  const [inspected, logs, asked, plan, compose, settings, versions] = await Promise.all([
    everyOf(containers, ({ id }) => inspect(context, id), context),
    everyOf(containers, ({ id }) => readLog(context, id), context),
    everyReport(context, reports),
    orFailure(context, async () => formatPlan(await makePlan(context, await context.settings()))),
    orFailure(context, () => resolvedCompose(context)),
    readSettings(context),
    readVersions(context),
  ]);
  return {
    containers: Object.fromEntries(inspected),
    environment: Object.fromEntries(
      Object.entries(context.place.environment).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && tellingVariable.test(entry[0]),
      ),
    ),
    documents: { "versions.json": versions, "settings.json": settings, ...asked },
    texts: {
      "plan.txt": asText(plan),
      "compose.yml": asText(compose),
      ...("failure" in own ? { "containers.txt": own.failure } : {}),
      ...Object.fromEntries(logs.map(([name, text]) => [`logs/${name}.log`, asText(text)])),
    },
  };
}

type Attempt<Value> = { readonly value: Value } | { readonly failure: string };

async function attempt<Value>(context: Needs<"signal">, look: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await look() };
  } catch (error) {
    context.signal.throwIfAborted();
    return { failure: `This could not be read: ${causeMessage(error)}\n` };
  }
}

async function orFailure(context: Needs<"signal">, look: () => Promise<unknown>): Promise<unknown> {
  const tried = await attempt(context, look);
  return "failure" in tried ? tried.failure : tried.value;
}

function everyOf(
  containers: readonly ContainerFacts[],
  look: (container: ContainerFacts) => Promise<unknown>,
  context: Needs<"signal">,
): Promise<readonly (readonly [string, unknown])[]> {
  return Promise.all(
    containers.map(async (container) => [container.name, await orFailure(context, () => look(container))] as const),
  );
}

async function inspect(context: Needs<"engine">, id: string): Promise<unknown> {
  return (await context.engine()).inspect(id);
}

async function readLog(context: Needs<"engine" | "signal">, id: string): Promise<string> {
  const lines: string[] = [];
  const engine = await context.engine();
  for await (const batch of engine.logs(id, { follow: false, tail: logTail, signal: context.signal })) {
    for (const { time, text } of batch) lines.push(`${time} ${text}\n`);
  }
  return lines.join("");
}

async function everyReport(
  context: CommandContext,
  reports: readonly CommandDefinition[],
): Promise<Readonly<Record<string, unknown>>> {
  const entries = reports.map(async (command) => {
    const look = async (): Promise<unknown> =>
      (await command.run?.(completeInput(command, { flags: {}, arguments: {} }), context))?.data;
    return [`${command.name}.json`, await orFailure(context, look)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function resolvedCompose(context: Needs<"backend" | "signal">): Promise<string> {
  return (await context.backend()).configuration(context.signal);
}

async function readSettings(context: Needs<"backend" | "settingsReport" | "signal">): Promise<unknown> {
  const { file, values, origins, problems } = await context.settingsReport();
  const sources = await orFailure(context, async () => (await context.backend()).sources());
  const settings = Object.entries(settingsShape).map(([name, { kind }]) => {
    const value = values[name] ?? null;
    return { name, value: kind === "secret" && value !== null ? hiddenValue : value, origin: origins[name] };
  });
  return { file: file ?? null, sources, settings, problems: problems.map(formatProblem) };
}

async function readVersions(
  context: Needs<"clock" | "composeVersion" | "place" | "processes" | "signal" | "version">,
): Promise<unknown> {
  // An engine that is silent keeps the docker command waiting for ever.
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(versionTimeoutMs)]);
  const [docker, compose] = await Promise.all([
    orFailure(context, async () => {
      const asked = (await context.processes()).run("docker", ["version", "--format", "{{json .}}"], { signal });
      const { stdout, stderr } = await asked;
      return stdout === "" ? stderr : stdout;
    }),
    orFailure(context, () => context.composeVersion()),
  ]);
  const { version, place, clock } = context;
  return {
    "temporal-start": version,
    node: process.version,
    system: `${place.platform} ${process.arch}`,
    docker: parsed(docker),
    compose,
    time: new Date(clock.now()).toISOString(),
  };
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
