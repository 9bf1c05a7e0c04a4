import { startsAfter } from "../cluster/graph.ts";
import type { ServiceName, Settings } from "../cluster/services/index.ts";
import { instanceName } from "../cluster/settings/instance.ts";
import { ownUnits, type Topology, type Unit } from "../cluster/topology.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import type { Blocker } from "./blocker.ts";
import { findBlockers, missingConfig, securityBlockers } from "./blockers.ts";
import type { ImageChoice } from "./choose-image.ts";
import { readsConfig } from "./config-file.ts";
import { decideContainer, isCutOff } from "./decide-container.ts";
import { decideJob, waitingFor } from "./decide-job.ts";
import { type Decision, withReplacedDependencies } from "./decision.ts";
import { type Declared, declaredBy } from "./declared.ts";
import { exposureBlockers } from "./exposed-ports.ts";
import type { Leftover, Snapshot, TakenPort } from "./observed-state.ts";
import { otherElasticsearchVersion } from "./other-elasticsearch-version.ts";
import { otherServerVersion } from "./other-server-version.ts";

export interface PlanStep extends Decision {
  /** Name of the unit. */
  readonly service: ServiceName;
  /** The container's name, or the image to pull. */
  readonly subject: string;
  /** Compose makes its container first. */
  readonly isNew: boolean;
}

export interface StartPlan {
  readonly instance: string;
  readonly topology: Topology;
  /** The containers that the plan was decided on. */
  readonly observed: ReadonlyMap<ServiceName, ContainerFacts>;
  /** Containers of ours that no unit claims; the plan removes them. */
  readonly leftovers: readonly Leftover[];
  readonly steps: readonly PlanStep[];
  readonly images: ReadonlyMap<ServiceName, ImageChoice>;
  /** What has to be resolved by a person first; a plan with one is not carried out. */
  readonly blockers: readonly Blocker[];
  /** Ports among them. */
  readonly takenPorts: readonly TakenPort[];
  /** Neither containers nor data of the instance are there yet. */
  readonly isFirst: boolean;
  readonly namespace: { readonly name: string; readonly retention: string };
  /** What else the settings want to be in the server. */
  readonly declared: Declared;
  readonly overlay?: Overlay;
}

/** The user's own compose file. */
export interface Overlay {
  readonly file: string;
  /** Services that it makes other than they would be. */
  readonly changes: readonly string[];
}

/** What no start does by the way: another version of what writes data, or less security. */
export type Meant = "server" | "elasticsearch" | "security";

export interface PlanInput {
  readonly settings: Settings;
  readonly topology: Topology;
  readonly snapshot: Snapshot;
  /** A running store answered that it has no schema. */
  readonly isSchemaMissing?: boolean;
  /** What a start does not do by the way, and this one is for. */
  readonly moves?: readonly Meant[];
  /** Units that are restarted even when they are well. */
  readonly restarts?: readonly ServiceName[];
}

/** Decides what `start` does. Pure: the same snapshot and settings always give the same plan. */
export function planStart(input: PlanInput): StartPlan {
  const { settings, topology, snapshot, moves = [] } = input;
  const { images, containers } = snapshot;
  const steps = decideSteps(input);
  const cutOff = ownUnits(topology).flatMap((unit): PlanStep[] => {
    const container = containers.get(unit.name);
    if (container === undefined || !isCutOff(unit, container)) return [];
    return [removal(unit.name, container, "has lost its network")];
  });
  return {
    instance: topology.instance,
    topology,
    observed: containers,
    leftovers: snapshot.leftovers,
    steps: [...snapshot.leftovers.map(removalOf), ...cutOff, ...pulls(images, steps), ...steps],
    images,
    blockers: [
      ...findBlockers(settings, topology, snapshot),
      ...(moves.includes("security") ? [] : securityBlockers(settings, snapshot)),
      ...exposureBlockers(settings, topology, steps),
      ...(moves.includes("server") ? [] : otherServerVersion(topology, snapshot)),
      ...(moves.includes("elasticsearch") ? [] : otherElasticsearchVersion(topology, snapshot)),
      ...(snapshot.isConfigMissing && steps.some((step) => readsConfig(topology, step))
        ? [missingConfig(settings)]
        : []),
    ],
    takenPorts: snapshot.takenPorts,
    isFirst: containers.size === 0 && snapshot.volumes.length === 0,
    namespace: { name: settings.TEMPORAL_NAMESPACE, retention: settings.TEMPORAL_NAMESPACE_RETENTION },
    declared: declaredBy(settings),
  };
}

function removalOf({ service, container, why }: Leftover): PlanStep {
  return removal(service, container, reasonsToRemove[why]);
}

const reasonsToRemove: Readonly<Record<Leftover["why"], string>> = {
  "cut-short": "left by a start that was cut short",
  surplus: "no part of the cluster any more",
  abandoned: "left by a command that was cut short",
};

function removal(service: ServiceName, container: ContainerFacts, reason: string): PlanStep {
  return { action: "remove", service, subject: container.name, reason, isNew: false };
}

/** One step a unit, in start order. */
function decideSteps({ topology, snapshot, isSchemaMissing, restarts = [] }: PlanInput): readonly PlanStep[] {
  const units = ownUnits(topology);
  const [jobs, lasting] = [units.filter(isJob), units.filter((unit) => !isJob(unit))];
  const alone = new Map<ServiceName, Decision>(
    lasting.map((unit) => [unit.name, asAskedFor(decideContainer(unit, snapshot), restarts.includes(unit.name))]),
  );
  const decisions = new Map(withReplacedDependencies(topology, alone));
  for (const job of jobs) {
    const prepared = startsAfter(topology, job).map(({ unit }) => unit);
    const isAnew =
      (isSchemaMissing === true && job.service.role === "schema") ||
      prepared.some((unit) => beginsEmpty(topology, unit, snapshot, decisions.get(unit.name)));
    const container = snapshot.containers.get(job.name);
    const decision = decideJob(topology, job, isAnew, decisions, container, decideContainer(job, snapshot));
    decisions.set(job.name, decision);
    for (const { name } of isAnew ? waitingFor(topology, job) : []) {
      if (decisions.get(name)?.action === "keep")
        decisions.set(name, { action: "restart", reason: "its stores are set up anew" });
    }
  }
  return units.map((unit) => {
    const decision = decisions.get(unit.name) ?? decideContainer(unit, snapshot);
    const made = decision.action === "run" ? decideContainer(unit, snapshot).action : decision.action;
    const subject = instanceName(topology.instance, unit.name);
    return { service: unit.name, subject, ...decision, isNew: made === "create" || made === "recreate" };
  });
}

function isJob({ service }: Unit): boolean {
  return service.kind === "job";
}

/** What is being started or replaced anyway is not restarted as well. */
function asAskedFor(decision: Decision, isAskedFor: boolean): Decision {
  return isAskedFor && decision.action === "keep" ? { action: "restart", reason: "asked for" } : decision;
}

/** What is created without its volume begins empty. */
function beginsEmpty(
  { instance }: Topology,
  unit: Unit,
  { volumes }: Snapshot,
  decision: Decision | undefined,
): boolean {
  const isThere = (name: string): boolean => volumes.some((volume) => volume.name === instanceName(instance, name));
  return decision?.action === "create" && unit.volumes.some(({ name }) => !isThere(name));
}

/** One pull an image, for steps that need it. */
function pulls(images: ReadonlyMap<ServiceName, ImageChoice>, steps: readonly PlanStep[]): PlanStep[] {
  const seen = new Set<string>();
  return steps.flatMap(({ service, action }) => {
    const image = images.get(service);
    if (image === undefined || image.id !== undefined || action === "keep" || seen.has(image.reference)) return [];
    seen.add(image.reference);
    return [{ action: "pull", service, subject: image.reference, reason: "not on the engine", isNew: false }];
  });
}
