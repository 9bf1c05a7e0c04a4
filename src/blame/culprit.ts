import type { ServiceName } from "../cluster/services/index.ts";
import { commandsFor, programFor } from "../cluster/settings/instance.ts";
import { type ErrorFacts, TemporalStartError } from "../errors.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { ownContainers } from "../observe/own-containers.ts";
import { isRunning } from "../plan/observed-state.ts";
import type { Baseline } from "../ready/watch-containers.ts";
import { distinctLines, saidBy } from "./distinct-lines.ts";
import { conditionOf, evidenceOf } from "./evidence.ts";
import { type Culprit, findCulprit, type Scene } from "./find-culprit.ts";
import { recogniseWords, withFailure } from "./known-failure.ts";
import { lastLines, shorten } from "./last-lines.ts";
import { wasNeverReady } from "./never-ready.ts";
import { recogniseCulprit } from "./recognise-culprit.ts";

const shownLogLines = 12;
/** A stack trace may stand between the line that tells the cause and the end. */
const readLogLines = 200;

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
    return new TemporalStartError({ ...facts, ...tellStillRunning(facts.details ?? [], containers, instance) });
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
    ...tellStillRunning(
      [
        ...(service === facts.service ? [] : [facts.message]),
        ...(facts.details ?? []),
        ...quote(container.name, lines, found?.line),
      ],
      others,
      instance,
    ),
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

/** A failed start leaves what it has started, and a person must know what there is to go on from. */
function tellStillRunning(
  details: readonly string[],
  containers: ReadonlyMap<ServiceName, ContainerFacts>,
  instance: string,
): Pick<ErrorFacts, "details" | "stillRunning"> {
  const up = [...containers.values()].filter(isRunning).map(({ name }) => name);
  if (up.length === 0) return { details };
  const program = programFor(instance);
  const stillRunning = `Still running: ${up.join(", ")}. ${program} start goes on from here, ${program} stop ends them.`;
  return { details: [...details, stillRunning], stillRunning };
}
