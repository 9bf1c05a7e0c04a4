import type { ContainerFacts, ContainerState } from "../runtime/ports.ts";
import { type Service, type ServiceName, type Settings, services } from "../services/index.ts";
import { instanceName } from "../settings/instance.ts";
import { type Blocker, findBlockers } from "./blockers.ts";
import { chooseImage, type ImageChoice } from "./choose-image.ts";
import { labels } from "./labels.ts";
import type { Snapshot } from "./observed-state.ts";

export type StepAction = "pull" | "create" | "recreate" | "start" | "restart" | "unpause" | "run" | "keep";

export interface PlanStep {
  readonly action: StepAction;
  readonly service: ServiceName;
  /** The container's name, or the image to pull. */
  readonly subject: string;
  readonly reason: string;
}

export interface StartPlan {
  readonly instance: string;
  readonly steps: readonly PlanStep[];
  readonly images: ReadonlyMap<ServiceName, ImageChoice>;
  /** What has to be resolved by a person first; a plan with one is not carried out. */
  readonly blockers: readonly Blocker[];
  readonly namespace: { readonly name: string; readonly retention: string };
}

export interface PlanInput {
  readonly settings: Settings;
  /** Per setting, where its value came from. */
  readonly origins: Readonly<Record<string, string>>;
  readonly snapshot: Snapshot;
}

/** Decides what `start` does. Pure: the same snapshot and settings always give the same plan. */
export function planStart({ settings, origins, snapshot }: PlanInput): StartPlan {
  const images = new Map<ServiceName, ImageChoice>(
    services.map((service) => [service.name, chooseImage(service, settings, origins, snapshot.images)]),
  );
  const container = (service: Service): string => instanceName(settings.TEMPORAL_INSTANCE, service.name);
  const longRunning = services
    .filter(({ kind }) => kind === "service")
    .map((service) => ({ service: service.name, subject: container(service), ...decide(service, images, snapshot) }));
  // Only the server needs the schema, and compose runs the job before it starts the server.
  const schemaNeeded = longRunning.some(
    ({ service, action }) => service === "temporal-server" && changesContainer(action),
  );
  const jobs = services
    .filter(({ kind }) => kind === "job")
    .map((service) => ({ service: service.name, subject: container(service), ...decideJob(schemaNeeded) }));
  const order = services.map(({ name }) => name);
  const steps = [...longRunning, ...jobs].sort(
    (left, right) => order.indexOf(left.service) - order.indexOf(right.service),
  );
  return {
    instance: settings.TEMPORAL_INSTANCE,
    steps: [...pulls(images, steps), ...steps],
    images,
    blockers: findBlockers(settings, snapshot),
    namespace: { name: settings.TEMPORAL_NAMESPACE, retention: settings.TEMPORAL_NAMESPACE_RETENTION },
  };
}

type Decision = Pick<PlanStep, "action" | "reason">;

function decide(service: Service, images: ReadonlyMap<ServiceName, ImageChoice>, snapshot: Snapshot): Decision {
  const container = snapshot.containers.get(service.name);
  if (container === undefined) return { action: "create", reason: "not there" };
  const change = changeOf(container, images.get(service.name), snapshot.configHashes[service.name]);
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

function decideJob(needed: boolean): Decision {
  return needed ? { action: "run", reason: "before the server starts" } : { action: "keep", reason: "done" };
}

function changeOf(
  container: ContainerFacts,
  image: ImageChoice | undefined,
  configHash: string | undefined,
): string | undefined {
  const imageChange = image === undefined ? undefined : imageChangeOf(container, image);
  if (imageChange !== undefined) return imageChange;
  const labelled = container.labels[labels.composeConfigHash];
  return configHash !== undefined && labelled !== configHash ? "settings changed" : undefined;
}

function imageChangeOf(container: ContainerFacts, { reference, id }: ImageChoice): string | undefined {
  if (container.imageId === id) return undefined;
  // The engine shows an image by its id once the name has moved on to a newer build.
  const isUnnamed = container.image.startsWith("sha256:") && id !== undefined;
  if (!isUnnamed && container.image !== reference) return `image changed: ${container.image} → ${reference}`;
  return id === undefined ? undefined : `image ${reference} was rebuilt`;
}

/** Whether a step ends with a container that was not running before. */
export function changesContainer(action: StepAction): boolean {
  return action === "create" || action === "recreate" || action === "start";
}

/** One pull an image, for steps that need it. */
function pulls(images: ReadonlyMap<ServiceName, ImageChoice>, steps: readonly PlanStep[]): PlanStep[] {
  const seen = new Set<string>();
  return steps.flatMap(({ service, action }) => {
    const image = images.get(service);
    if (image === undefined || image.id !== undefined || action === "keep" || seen.has(image.reference)) return [];
    seen.add(image.reference);
    return [{ action: "pull", service, subject: image.reference, reason: "not on the engine" }];
  });
}
