import { type Service, type ServiceName, type Settings, services, stores } from "../cluster/services/index.ts";
import { instanceName } from "../cluster/settings/instance.ts";
import type { ContainerFacts, ContainerState } from "../interfaces/engine-facts.ts";
import { type Blocker, findBlockers, missingConfig } from "./blockers.ts";
import { chooseImage, type ImageChoice } from "./choose-image.ts";
import { readsConfig } from "./config-file.ts";
import { containerChange } from "./container-change.ts";
import { changesContainer, type Decision, type StepAction, withReplacedStores } from "./decision.ts";
import type { Snapshot, TakenPort } from "./observed-state.ts";

export interface PlanStep extends Decision {
  readonly service: ServiceName;
  /** The container's name, or the image to pull. */
  readonly subject: string;
  /** Compose makes its container first. */
  readonly isNew: boolean;
}

export interface StartPlan {
  readonly instance: string;
  /** The containers that the plan was decided on. */
  readonly observed: ReadonlyMap<ServiceName, ContainerFacts>;
  readonly steps: readonly PlanStep[];
  readonly images: ReadonlyMap<ServiceName, ImageChoice>;
  /** What has to be resolved by a person first; a plan with one is not carried out. */
  readonly blockers: readonly Blocker[];
  /** Ports among them. */
  readonly takenPorts: readonly TakenPort[];
  /** Neither containers nor data of the instance are there yet. */
  readonly isFirst: boolean;
  readonly namespace: { readonly name: string; readonly retention: string };
}

export interface PlanInput {
  readonly settings: Settings;
  /** Per setting, where its value came from. */
  readonly origins: Readonly<Record<string, string>>;
  readonly snapshot: Snapshot;
  /** A running store answered that it has no schema. */
  readonly isSchemaMissing?: boolean;
  /** Services that are restarted even when they are well. */
  readonly restarts?: readonly ServiceName[];
}

/** Decides what `start` does. Pure: the same snapshot and settings always give the same plan. */
export function planStart(input: PlanInput): StartPlan {
  const { settings, origins, snapshot } = input;
  const images = new Map<ServiceName, ImageChoice>(
    services.map((service) => [service.name, chooseImage(service, settings, origins, snapshot.images)]),
  );
  const steps = decideSteps(input, images);
  const leftovers = snapshot.leftovers.map(({ service, container }): PlanStep => {
    return {
      action: "remove",
      service,
      subject: container.name,
      reason: "left by a start that was cut short",
      isNew: false,
    };
  });
  const cutOff = services.flatMap((service): PlanStep[] => {
    const container = snapshot.containers.get(service.name);
    if (container === undefined || !isCutOff(service, container)) return [];
    const reason = "has lost its network";
    return [{ action: "remove", service: service.name, subject: container.name, reason, isNew: false }];
  });
  return {
    instance: settings.TEMPORAL_INSTANCE,
    observed: snapshot.containers,
    steps: [...leftovers, ...cutOff, ...pulls(images, steps), ...steps],
    images,
    blockers: [
      ...findBlockers(settings, snapshot),
      ...(snapshot.isConfigMissing && steps.some(readsConfig) ? [missingConfig(settings)] : []),
    ],
    takenPorts: snapshot.takenPorts,
    isFirst: snapshot.containers.size === 0 && snapshot.volumes.length === 0,
    namespace: { name: settings.TEMPORAL_NAMESPACE, retention: settings.TEMPORAL_NAMESPACE_RETENTION },
  };
}

/** One step a service, in start order. */
function decideSteps(input: PlanInput, images: ReadonlyMap<ServiceName, ImageChoice>): readonly PlanStep[] {
  const { settings, snapshot, restarts = [] } = input;
  const alone = new Map<ServiceName, Decision>(
    services
      .filter(({ kind }) => kind === "service")
      .map((service) => [service.name, asAskedFor(decide(service, images, snapshot), restarts.includes(service.name))]),
  );
  const first = withReplacedStores(alone);
  const isRenewed = (service: Service): boolean => losesItsData(service, settings, snapshot, first.get(service.name));
  const storesAreNew = input.isSchemaMissing === true || services.some(isRenewed);
  const needing = (job: Service): readonly Service[] =>
    services.filter(({ needs = [] }) => needs.some((need) => need.job === job.name));
  return services.map((service) => {
    const decision =
      first.get(service.name) ??
      decideJob(storesAreNew, needing(service), first, snapshot.containers.get(service.name));
    const renewed = storesAreNew && decision.action === "keep" && (service.needs ?? []).length > 0;
    const step: Decision = renewed ? { action: "restart", reason: "its stores are set up anew" } : decision;
    const subject = instanceName(settings.TEMPORAL_INSTANCE, service.name);
    const made = step.action === "run" ? decide(service, images, snapshot).action : step.action;
    return { service: service.name, subject, ...step, isNew: made === "create" || made === "recreate" };
  });
}

/** What is being started or replaced anyway is not restarted as well. */
function asAskedFor(decision: Decision, isAskedFor: boolean): Decision {
  return isAskedFor && decision.action === "keep" ? { action: "restart", reason: "asked for" } : decision;
}

/** A store that is created without its volume begins empty. */
function losesItsData(
  service: Service,
  settings: Settings,
  { volumes }: Snapshot,
  decision: Decision | undefined,
): boolean {
  return (
    decision?.action === "create" &&
    service.volumes.some(({ name }) =>
      volumes.every((volume) => volume.name !== instanceName(settings.TEMPORAL_INSTANCE, name)),
    )
  );
}

/** Runs, but the engine publishes none of its ports: it was taken off its network, which no restart mends. */
function isCutOff({ ports }: Service, container: ContainerFacts): boolean {
  return container.state === "running" && ports.length > 0 && container.ports.length === 0;
}

function decide(service: Service, images: ReadonlyMap<ServiceName, ImageChoice>, snapshot: Snapshot): Decision {
  const container = snapshot.containers.get(service.name);
  if (container === undefined) return { action: "create", reason: "not there" };
  if (isCutOff(service, container)) return { action: "create", reason: "in place of the one without network" };
  const change = containerChange(container, images.get(service.name), snapshot.configHashes[service.name]);
  return change === undefined ? decisionOfState[container.state](container) : { action: "recreate", reason: change };
}

const decisionOfState: Readonly<Record<ContainerState, (container: ContainerFacts) => Decision>> = {
  running: ({ health }) =>
    health === "unhealthy"
      ? { action: "restart", reason: "running, unhealthy" }
      : { action: "keep", reason: health === undefined ? "running" : `running, ${health}` },
  paused: () => ({ action: "unpause", reason: "paused" }),
  restarting: () => ({ action: "restart", reason: "restarting over and over" }),
  dead: () => ({ action: "recreate", reason: "dead" }),
  removing: () => ({ action: "recreate", reason: "removing" }),
  created: () => ({ action: "start", reason: "never started" }),
  exited: ({ exitCode }) => ({ action: "start", reason: `stopped, exit code ${String(exitCode ?? "unknown")}` }),
};

/** A job runs when a service that needs it is about to start, when the stores begin empty, or when it did not end well. */
function decideJob(
  storesAreNew: boolean,
  needing: readonly Service[],
  decisions: ReadonlyMap<ServiceName, Decision>,
  job: ContainerFacts | undefined,
): Decision {
  const actionOf = ({ name }: Service): StepAction => decisions.get(name)?.action ?? "keep";
  // The job waits for the stores; a server that is restarted together with them would fail until they answer.
  const storesMove = stores.some((store) => actionOf(store) !== "keep");
  const starts = needing.some(
    (service) => changesContainer(actionOf(service)) || (storesMove && actionOf(service) === "restart"),
  );
  if (starts) return { action: "run", reason: `before ${needing.map(({ name }) => name).join(", ")} starts` };
  if (storesAreNew) return { action: "run", reason: "a store has no schema" };
  if (job?.state === "exited" && job.exitCode !== 0)
    return { action: "run", reason: `failed, exit code ${String(job.exitCode ?? "unknown")}` };
  return job !== undefined && job.state !== "exited"
    ? { action: "run", reason: "has not ended yet" }
    : { action: "keep", reason: "done" };
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
