import { defined } from "../defined.ts";
import { exitCodes } from "../errors.ts";
import { renderStatus } from "../output/render-status.ts";
import type { Probe } from "../probes/probe.ts";
import type { ContainerEngine, ContainerFacts } from "../runtime/ports.ts";
import { longRunningServices, type Service } from "../services/index.ts";
import { reportHealth, type ServiceObservation, type Verdict } from "../stack/health-report.ts";
import { isRunning } from "../stack/observed-state.ts";
import { ownContainers, reachOf } from "../stack/own-containers.ts";
import type { CommandDefinition, CommandSettings } from "./command.ts";
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
    const probe = containers.size === 0 ? undefined : await context.probe();
    const observations = await Promise.all(
      longRunningServices.map((service) =>
        observeService(service, containers.get(service.name), { engine, probe, settings, timeoutMs }),
      ),
    );
    const report = reportHealth(instance, observations, context.clock.now());
    return { exitCode: exitCodeOfVerdict[report.verdict], data: report, text: renderStatus(report, context.style) };
  },
};

interface Means {
  readonly engine: ContainerEngine;
  readonly probe: Probe | undefined;
  readonly settings: CommandSettings;
  readonly timeoutMs: number;
}

async function observeService(
  service: Service,
  container: ContainerFacts | undefined,
  { engine, probe, settings, timeoutMs }: Means,
): Promise<ServiceObservation> {
  if (container === undefined) return { service };
  const { values, host } = reachOf(service, container, settings);
  const spec = service.probe?.(values, host);
  const [details, result] = await Promise.all([
    engine.containerDetails(container.id),
    spec === undefined || !isRunning(container) ? undefined : probe?.(spec, timeoutMs),
  ]);
  return {
    service,
    container,
    ...defined({ details, probe: result }),
  };
}
