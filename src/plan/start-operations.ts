import { reliesOn, startsAfter } from "../cluster/graph.ts";
import { instanceName } from "../cluster/settings/instance.ts";
import { isStore, ownUnits, type Topology, type Unit } from "../cluster/topology.ts";
import { defined } from "../defined.ts";
import type { Operation, OperationEdge } from "../interfaces/operation.ts";
import type { StepAction } from "./decision.ts";
import { isRunning } from "./observed-state.ts";
import type { StartPlan } from "./plan.ts";
import { type OwnedContainer, stopOperations } from "./stop-operations.ts";

export type StartPlanInput = Pick<StartPlan, "topology" | "steps" | "observed" | "leftovers" | "images">;

/** What a plan's decisions come to, one thing each, with what has to come before. */
export function startOperations(plan: StartPlanInput): readonly Operation[] {
  const { topology, steps, images } = plan;
  const pulls = steps.flatMap(({ action, subject }): Operation[] =>
    action === "pull" ? [{ kind: "pull", image: subject, id: `pull ${subject}`, edges: [] }] : [],
  );
  const stops = stopOperations(topology, replacedBy(plan));
  const removals = steps.flatMap(({ action, subject }): Operation[] =>
    action === "remove" ? [removal(subject, stops)] : [],
  );
  const before = [...pulls, ...stops, ...removals].map(({ id }): OperationEdge => ({ after: id, point: "done" }));
  const news = steps.filter(({ isNew }) => isNew).map(({ service }) => service);
  // All at once: Compose forgets those that a service depends on, when they are not among the chosen ones, before it
  // writes down the hash by which the next start tells whether anything changed.
  const references = Object.fromEntries([...images].map(([name, { reference }]) => [name, reference]));
  const creations: readonly Operation[] =
    news.length === 0 ? [] : [{ kind: "create", units: news, images: references, id: "create", edges: before }];
  const made =
    creations.length === 0 ? before : creations.map(({ id }): OperationEdge => ({ after: id, point: "done" }));
  return [...pulls, ...stops, ...removals, ...creations, ...starts(plan, topology, made)];
}

/**
 * The containers that give way to others. Whoever removes them would end them as well, but side by side or
 * by force; a server that loses its store takes long to end, and a store is to close its files.
 */
function replacedBy({ steps, observed, leftovers }: StartPlanInput): readonly OwnedContainer[] {
  return [...[...observed].map(([service, container]) => ({ service, container })), ...leftovers].filter(
    ({ service, container }) =>
      steps.some(
        ({ action, service: other, subject }) =>
          (action === "recreate" && other === service) || (action === "remove" && subject === container.name),
      ),
  );
}

/** What no unit claims bears the marks of a service, and would be taken for it. */
function removal(name: string, stops: readonly Operation[]): Operation {
  const edges = stops
    .filter((stop) => stop.kind === "stop" && stop.name === name)
    .map(({ id }): OperationEdge => ({ after: id, point: "done" }));
  return { kind: "remove", what: "container", name, id: `remove ${name}`, edges };
}

const kindOf: Readonly<Partial<Record<StepAction, "start" | "restart" | "unpause" | "run">>> = {
  create: "start",
  recreate: "start",
  start: "start",
  run: "run",
  restart: "restart",
  unpause: "unpause",
};

/**
 * The engine starts one container after the other, and the stores and the job that sets them up keep the processors
 * busy: stores come first, then everything else, each unit when what it depends on is as far as it has to be.
 */
function starts(
  { steps, observed }: StartPlanInput,
  topology: Topology,
  made: readonly OperationEdge[],
): readonly Operation[] {
  const makesAny = steps.some(({ isNew }) => isNew);
  const moving = new Map(
    ownUnits(topology).flatMap((unit) => {
      const step = steps.find((one) => one.service === unit.name && one.action !== "remove" && one.action !== "pull");
      const kind = step === undefined ? undefined : kindOf[step.action];
      if (step === undefined || kind === undefined) return [];
      return [[unit, { kind, id: `${kind} ${unit.name}`, unlessDone: step.unlessDone }] as const];
    }),
  );
  return [...moving].map(([unit, { kind, id, unlessDone }]): Operation => {
    // Not those that themselves wait for this unit.
    const stores = isStore(unit)
      ? []
      : [...moving.keys()].filter((store) => isStore(store) && !reliesOn(topology, store).has(unit));
    const edges = [
      ...made,
      ...stores.map((store): OperationEdge => ({ after: moving.get(store)?.id ?? "", point: "done" })),
      ...startsAfter(topology, unit).flatMap((edge): OperationEdge[] => {
        const other = moving.get(edge.unit);
        if (other === undefined || stores.includes(edge.unit)) return [];
        return [{ after: other.id, point: pointOf(edge.condition, other.kind) }];
      }),
    ];
    const name = instanceName(topology.instance, unit.name);
    // Compose may make others anew as well, which then have another id and the same name.
    const container = (makesAny ? undefined : observed.get(unit.name)?.id) ?? name;
    const common = { unit: unit.name, name, container, id, edges };
    if (kind !== "run") return { kind, ...common };
    const isAnew = stores.length > 0 && isRunning(observed.get(unit.name));
    return { kind, milestones: milestonesOf(topology, unit), isAnew, ...defined({ unlessDone }), ...common };
  });
}

type Condition = ReturnType<typeof startsAfter>[number]["condition"];

/** A job is done when it has ended; any other unit when it runs. */
function pointOf(condition: Condition, kind: string): OperationEdge["point"] {
  if (kind !== "run" || condition === "completed" || condition === "answers" || condition === "receives") return "done";
  return condition === "started" ? "started" : { milestone: condition.milestone };
}

function milestonesOf(topology: Topology, job: Unit): readonly string[] {
  const edges = topology.units.flatMap((unit) => startsAfter(topology, unit)).filter(({ unit }) => unit === job);
  return [...new Set(edges.flatMap(({ condition }) => (typeof condition === "object" ? condition.milestone : [])))];
}
