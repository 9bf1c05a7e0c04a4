import { TemporalStartError } from "../errors.ts";
import type { ContainerEngine, ContainerFacts } from "../runtime/ports.ts";
import { type ServiceName, services } from "../services/index.ts";
import { ownContainers } from "./own-containers.ts";

const shownLogLines = 12;

/**
 * The service to blame among those that are not well: the first in start order, because a server
 * without its database fails too and its log would mislead.
 */
export function findCulprit(containers: ReadonlyMap<ServiceName, ContainerFacts>): ServiceName | undefined {
  return services
    .map(({ name }) => containers.get(name))
    .map((container, index) => ({ container, service: services[index]?.name }))
    .find(({ container }) => container !== undefined && isUnwell(container))?.service;
}

function isUnwell({ state, health, exitCode }: ContainerFacts): boolean {
  if (state === "exited") return exitCode !== 0;
  return state === "restarting" || state === "dead" || health === "unhealthy";
}

/** Adds to a failure the culprit's name and its last log lines. */
export async function explainFailure(
  { facts }: TemporalStartError,
  engine: ContainerEngine,
  instance: string,
): Promise<TemporalStartError> {
  const containers = await ownContainers(engine, instance);
  const culprit = services.find(({ name }) => name === (findCulprit(containers) ?? facts.service))?.name;
  const container = culprit === undefined ? undefined : containers.get(culprit);
  if (culprit === undefined || container === undefined) return new TemporalStartError(facts);
  const lines = await lastLines(engine, container);
  return new TemporalStartError({
    ...facts,
    service: culprit,
    message: culprit === facts.service ? facts.message : `${culprit} ${condition(container)}; the start stopped there.`,
    details: [`Last lines of ${container.name}:`, ...lines.map((line) => `  ${line}`)],
    hint: facts.hint ?? `temporal-start logs ${culprit} --tail 100`,
  });
}

function condition({ state, health, exitCode }: ContainerFacts): string {
  if (state === "exited") return `ended with exit code ${String(exitCode ?? "unknown")}`;
  return health === "unhealthy" ? "is unhealthy" : `is ${state}`;
}

async function lastLines(engine: ContainerEngine, container: ContainerFacts): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { text } of engine.logs(container.id, { follow: false, tail: shownLogLines })) lines.push(text);
  return lines;
}
