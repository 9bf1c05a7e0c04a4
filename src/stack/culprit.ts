import { TemporalStartError } from "../errors.ts";
import type { ContainerEngine, ContainerFacts, LogLine } from "../runtime/ports.ts";
import { type ServiceName, services } from "../services/index.ts";
import { ownContainers } from "./own-containers.ts";
import type { Baseline } from "./watch-containers.ts";

const shownLogLines = 12;
/** A server's line may carry a stack trace of thousands of characters. */
const longestLine = 400;

/**
 * The service to blame among those that are not well: the first in start order, because a server
 * without its database fails too and its log would mislead. Containers that had ended before and
 * were not started since are not to blame, whatever their exit code.
 */
async function findCulprit(
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
  engine: ContainerEngine,
  baseline: Baseline,
): Promise<ServiceName | undefined> {
  for (const { name } of services) {
    const container = containers.get(name);
    if (container !== undefined && (await isUnwell(container, engine, baseline))) return name;
  }
  return undefined;
}

async function isUnwell(
  { id, state, health, exitCode }: ContainerFacts,
  engine: ContainerEngine,
  baseline: Baseline,
): Promise<boolean> {
  if (state !== "exited") return state === "restarting" || state === "dead" || health === "unhealthy";
  if (exitCode === 0) return false;
  const before = baseline.get(id);
  return before === undefined || before.startedAtMs !== (await engine.containerDetails(id))?.startedAtMs;
}

export interface Scene {
  readonly engine: ContainerEngine;
  readonly instance: string;
  readonly baseline: Baseline;
}

/** Adds to a failure the culprit's name and its last log lines; the failure itself stays in the details. */
export async function explainFailure(error: TemporalStartError, scene: Scene): Promise<TemporalStartError> {
  try {
    return await addCulprit(error, scene);
  } catch {
    // The engine cannot be asked any more; what is known is worth more than that.
    return error;
  }
}

async function addCulprit(error: TemporalStartError, scene: Scene): Promise<TemporalStartError> {
  const { engine, instance, baseline } = scene;
  const { facts } = error;
  const containers = await ownContainers(engine, instance);
  const found = (await findCulprit(containers, engine, baseline)) ?? facts.service;
  const culprit = services.find(({ name }) => name === found)?.name;
  const container = culprit === undefined ? undefined : containers.get(culprit);
  if (culprit === undefined || container === undefined) return error;
  const lines = await lastLines(engine, container);
  const isNews = culprit !== facts.service;
  return new TemporalStartError({
    ...facts,
    service: culprit,
    message: isNews ? `${culprit} ${condition(container)}; the start stopped there.` : facts.message,
    details: [
      ...(isNews ? [facts.message] : []),
      ...(facts.details ?? []),
      `Last lines of ${container.name}:`,
      ...lines.map((line) => `  ${line}`),
    ],
    hint: facts.hint ?? `temporal-start logs ${culprit} --tail 100`,
  });
}

function condition({ state, health, exitCode }: ContainerFacts): string {
  if (state === "exited") return `ended with exit code ${String(exitCode ?? "unknown")}`;
  return health === "unhealthy" ? "is unhealthy" : `is ${state}`;
}

async function lastLines(engine: ContainerEngine, container: ContainerFacts): Promise<readonly string[]> {
  const startedAtMs = (await engine.containerDetails(container.id))?.startedAtMs ?? 0;
  const lines: string[] = [];
  // The container keeps what earlier runs wrote, and that would mislead.
  const isOfThisRun = ({ time }: LogLine): boolean => Date.parse(time) >= startedAtMs;
  for await (const batch of engine.logs(container.id, { follow: false, tail: shownLogLines }))
    lines.push(...batch.filter(isOfThisRun).map(({ text }) => text.slice(0, longestLine)));
  return lines;
}
