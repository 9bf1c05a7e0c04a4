import { defined } from "../defined.ts";
import { exitCodes } from "../errors.ts";
import { renderStatus } from "../output/render-status.ts";
import type { ProbeResult, ProbeSpec } from "../probes/probe.ts";
import type { ContainerFacts } from "../runtime/ports.ts";
import { longRunningServices, type Service } from "../services/index.ts";
import { reportHealth, type Verdict } from "../stack/health-report.ts";
import { isRunning } from "../stack/observed-state.ts";
import { ownContainers, reachOf } from "../stack/own-containers.ts";
import type { CommandContext, CommandDefinition, CommandSettings } from "./command.ts";
import { secondsFlag } from "./flags.ts";

const defaultTimeoutSeconds = 5;

const exitCodeOfVerdict: Readonly<Record<Verdict, number>> = {
  healthy: exitCodes.ok,
  degraded: exitCodes.degraded,
  stopped: exitCodes.stopped,
};

export const status: CommandDefinition = {
  name: "status",
  summary: "Check every service by its own protocol, side by side",
  description:
    "PostgreSQL by login, Elasticsearch by cluster health and visibility index, Temporal Server by gRPC health, system information and a workflow list, the Web UI by its page and its API. Exit code 0: healthy, 3: stopped, 4: degraded, 1: could not look.",
  flags: [
    { flag: "--timeout <duration>", summary: `give each check this long (default: ${String(defaultTimeoutSeconds)}s)` },
  ],
  examples: [
    { command: "temporal-start status", explains: "a table for people" },
    { command: "temporal-start status --json", explains: "the same facts for programs" },
  ],
  async run(input, context) {
    const timeoutMs = (secondsFlag(input, "timeout", "--timeout") ?? defaultTimeoutSeconds) * 1000;
    const settings = await context.settings();
    const instance = settings.values.TEMPORAL_INSTANCE;
    const engine = await context.engine();
    const containers = await ownContainers(engine, instance);
    const looks = longRunningServices.map((service) => lookAt(service, containers.get(service.name), settings));
    // Inspecting goes on while the clients load.
    const [details, results] = await Promise.all([
      Promise.all(looks.map(async ({ container }) => container && engine.containerDetails(container.id))),
      probeAll(looks, context, timeoutMs),
    ]);
    const observations = looks.map(({ service, container }, index) => ({
      service,
      ...defined({ container, details: details[index], probe: results[index] }),
    }));
    const report = reportHealth(instance, observations, context.clock.now());
    return { exitCode: exitCodeOfVerdict[report.verdict], data: report, text: renderStatus(report, context.style) };
  },
};

interface Look {
  readonly service: Service;
  readonly container: ContainerFacts | undefined;
  /** What to ask it; absent where nothing runs or nothing can be asked. */
  readonly question: ProbeSpec | undefined;
}

function lookAt(service: Service, container: ContainerFacts | undefined, settings: CommandSettings): Look {
  const { values, host } = reachOf(service, container, settings);
  return { service, container, question: isRunning(container) ? service.probe?.(values, host) : undefined };
}

async function probeAll(
  looks: readonly Look[],
  context: CommandContext,
  timeoutMs: number,
): Promise<readonly (ProbeResult | undefined)[]> {
  const questions = looks.flatMap(({ question }) => question ?? []);
  if (questions.length === 0) return [];
  const probe = await context.probe(questions);
  return Promise.all(looks.map(async ({ question }) => question && probe(question, timeoutMs)));
}
