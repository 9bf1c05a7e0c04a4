import type { ServiceName } from "../cluster/services/index.ts";
import { commandsFor, programFor } from "../cluster/settings/instance.ts";
import { isStore, type Topology, type Unit, unitNamed } from "../cluster/topology.ts";
import { type ErrorFacts, TemporalStartError } from "../errors.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";
import { ownContainers } from "../observe/own-containers.ts";
import { isRunning } from "../plan/observed-state.ts";
import type { Baseline } from "../ready/watch-containers.ts";
import { distinctLines, saidBy } from "./distinct-lines.ts";
import type { FailureEvidence } from "./failures/match.ts";
import { recogniseWords, withFailure } from "./known-failure.ts";
import { lastLines, shorten } from "./last-lines.ts";
import { wasNeverReady } from "./never-ready.ts";
import { recogniseCulprit } from "./recognise-culprit.ts";

const shownLogLines = 12;
/** A stack trace may stand between the line that tells the cause and the end. */
const readLogLines = 200;

export interface Scene {
  readonly engine: ContainerEngine;
  readonly topology: Topology;
  readonly baseline: Baseline;
  /** Ids of containers that ran before the start. */
  readonly ranBefore: ReadonlySet<string>;
}

interface Culprit {
  readonly service: ServiceName;
  readonly container: ContainerFacts;
  readonly details: ContainerDetails | undefined;
}

/**
 * Adds to a failure the culprit's name, the cause where it is a known one, the culprit's last log
 * lines, and what still runs; the failure itself stays in the details.
 */
export async function explainFailure(error: TemporalStartError, scene: Scene): Promise<TemporalStartError> {
  try {
    return await addCulprit(recogniseWords(error, scene.topology.instance), scene);
  } catch {
    // The engine cannot be asked any more; what is known is worth more than that.
    return error;
  }
}

async function addCulprit(error: TemporalStartError, scene: Scene): Promise<TemporalStartError> {
  const { engine, topology, baseline } = scene;
  const { instance } = topology;
  const { facts } = error;
  const containers = await ownContainers(engine, topology);
  if (facts.failure !== undefined) {
    const details = [...(facts.details ?? []), ...stillRunning(containers, instance)];
    return new TemporalStartError({ ...facts, details });
  }
  const culprit = await findCulprit(facts, containers, scene);
  if (culprit === undefined) return error;
  const { service, container } = culprit;
  const lines = await lastLines(engine, container.id, readLogLines, beginOfRun(culprit, baseline));
  const isNeverReady = await wasNeverReady(engine, topology, containers);
  const evidence = { ...evidenceOf(culprit, facts, lines), isNeverReady };
  const found = await recogniseCulprit(evidence, engine, containers.get("temporal-postgres"));
  const others = new Map([...containers].filter(([name]) => name !== service));
  const logs = commandsFor(instance, `temporal-start logs ${service} --tail 100`);
  return new TemporalStartError({
    ...blame(facts, culprit),
    details: [
      ...(service === facts.service ? [] : [facts.message]),
      ...(facts.details ?? []),
      ...quote(container.name, lines, found?.line),
      ...stillRunning(others, instance),
    ],
    hint: facts.hint ?? logs,
    ...(found === undefined ? {} : withFailure(found.failure, instance, [logs])),
  });
}

/** The container keeps what earlier runs wrote, which would mislead; those of a crash loop are one run. */
function beginOfRun({ container, details }: Culprit, baseline: Baseline): number | undefined {
  const restarts = container.state === "restarting" || (details?.restartCount ?? 0) > 0;
  return restarts ? baseline.get(container.id)?.finishedAtMs : details?.startedAtMs;
}

function blame(facts: ErrorFacts, culprit: Culprit): ErrorFacts {
  const { service } = culprit;
  if (service === facts.service) return facts;
  return { ...facts, service, message: `${service} ${conditionOf(culprit)}; the start stopped there.` };
}

/** The last lines, and before them the line that tells the cause where it is not among them. */
function quote(name: string, lines: readonly string[], telling: string | undefined): readonly string[] {
  const shown = distinctLines(lines).slice(-shownLogLines);
  const isHidden = telling !== undefined && !shown.some(({ text }) => saidBy(text) === saidBy(telling));
  return [
    ...(isHidden ? [`From the log of ${name}:`, `  ${shorten(telling)}`] : []),
    `Last lines of ${name}:`,
    ...shown.map(({ text, times }) => `  ${shorten(text)}${times === 1 ? "" : ` (${String(times)} times)`}`),
  ];
}

/**
 * The service to blame among those that are not well: the first in start order, because a server
 * without its database fails too and its log would mislead. Containers that had ended before and
 * were not started since are not to blame, whatever their exit code.
 */
async function findCulprit(
  { code, service }: ErrorFacts,
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
  scene: Scene,
): Promise<Culprit | undefined> {
  // Where somebody stops the cluster, every container ends, and none of them is to blame.
  const suspects = code === "SERVICE_STOPPED" ? [] : scene.topology.units;
  for (const suspect of suspects) {
    const container = containers.get(suspect.name);
    if (container === undefined) continue;
    const details = await scene.engine.containerDetails(container.id);
    if (isToBlame(suspect, container, details, scene)) return { service: suspect.name, container, details };
  }
  const named = unitNamed(scene.topology, service ?? "")?.name;
  const container = named === undefined ? undefined : containers.get(named);
  if (named === undefined || container === undefined) return undefined;
  return { service: named, container, details: await scene.engine.containerDetails(container.id) };
}

function isToBlame(
  unit: Unit,
  container: ContainerFacts,
  details: ContainerDetails | undefined,
  { baseline, ranBefore }: Scene,
): boolean {
  // It may be caught between two crashes. A server may crash once for a store that is late, and then be well.
  const hasCrashed = isStore(unit) && !ranBefore.has(container.id) && (details?.restartCount ?? 0) > 0;
  return hasCrashed || isUnwell(container, details, baseline);
}

function isUnwell(
  { id, state, health, exitCode }: ContainerFacts,
  details: ContainerDetails | undefined,
  baseline: Baseline,
): boolean {
  if (state !== "exited") return ["restarting", "dead", "paused"].includes(state) || health === "unhealthy";
  if (exitCode === 0) return false;
  const before = baseline.get(id);
  return before === undefined || before.startedAtMs !== details?.startedAtMs;
}

function evidenceOf(
  { service, container, details }: Culprit,
  { code, service: lost }: ErrorFacts,
  lines: readonly string[],
): FailureEvidence {
  const { health, exitCode } = container;
  // The engine forgets it as soon as it has started the container anew.
  const wasKilled = code === "SERVICE_OUT_OF_MEMORY" && service === lost;
  const isKilled = wasKilledAtEnd({ container, details }) || (details?.outOfMemory === true && health === "unhealthy");
  const condition = conditions.find(([, holds]) => holds(container, code))?.[0];
  return {
    service,
    lines,
    outOfMemory: wasKilled || isKilled,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(condition === undefined ? {} : { condition }),
  };
}

/** And not a process of it that is not its first, after which it runs on. */
function wasKilledAtEnd({ container, details }: Pick<Culprit, "container" | "details">): boolean {
  return details?.outOfMemory === true && (container.state !== "running" || details.restartCount > 0);
}

type Holds = (container: ContainerFacts, code: string) => boolean;

const conditions: readonly (readonly [NonNullable<FailureEvidence["condition"]>, Holds])[] = [
  ["stopped", (_, code) => code === "SERVICE_STOPPED"],
  ["crash-loop", ({ state }) => state === "restarting"],
  ["paused", ({ state }) => state === "paused"],
  ["unhealthy", ({ health }) => health === "unhealthy"],
];

function conditionOf({ container, details }: Culprit): string {
  const { state, health, exitCode } = container;
  if (wasKilledAtEnd({ container, details })) return "was killed for lack of memory";
  if (state === "exited") return `ended with exit code ${String(exitCode ?? "unknown")}`;
  if (health === "unhealthy") return "is unhealthy";
  return state === "running" ? "crashes again and again" : `is ${state}`;
}

/** How the line begins that tells what a failed start has left at work. */
export const stillRunningWords = "Still running: ";

/** A failed start leaves what it has started, and a person must know what there is to go on from. */
function stillRunning(containers: ReadonlyMap<ServiceName, ContainerFacts>, instance: string): readonly string[] {
  const up = [...containers.values()].filter(isRunning).map(({ name }) => name);
  const program = programFor(instance);
  return up.length === 0
    ? []
    : [`${stillRunningWords}${up.join(", ")}. ${program} start goes on from here, ${program} stop ends them.`];
}
