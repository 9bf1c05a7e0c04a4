import { anySignal } from "../async/any-signal.ts";
import { defined } from "../defined.ts";
import type { Backend } from "../interfaces/backend.ts";
import type { Operation, Point } from "../interfaces/operation.ts";
import type { StartPlan } from "../plan/plan.ts";
import { startOperations } from "../plan/start-operations.ts";
import type { OnDetail, OnProgress, OnStage, StartStage } from "../progress/start-progress.ts";
import { carryOut, type Walk } from "./carry-out.ts";

export interface ApplyDependencies {
  readonly backend: Pick<Backend, "perform">;
  readonly onProgress: OnProgress;
  /** Takes a line for a person. */
  readonly onNote: (text: string) => void;
  readonly onDetail: OnDetail;
  /** Comes before anything of the stage is done. */
  readonly onStage: OnStage;
  readonly isStoreStarting?: () => Promise<boolean>;
  readonly isDone?: Walk["isDone"];
  readonly signal?: AbortSignal;
}

/**
 * Pulls what the plan needs. Apart from the rest, because how long it takes is the network's affair
 * and no sign of a service that does not come up.
 * @throws TemporalStartError IMAGE_PULL_FAILED
 */
export async function pullImages(plan: StartPlan, dependencies: ApplyDependencies): Promise<void> {
  const { backend, onProgress, onDetail, onNote, onStage, signal } = dependencies;
  const pulls = startOperations(plan).filter((operation) => operation.kind === "pull");
  if (pulls.length > 0) onStage("pulling");
  const failed = new AbortController();
  // What is left of the other pulls would keep the command from ending after it has told what failed.
  const together = anySignal(failed.signal, signal);
  const perform: Backend["perform"] = async (deed, course) => {
    try {
      await backend.perform(deed, course);
    } catch (error) {
      if (deed.kind === "pull" && !together.aborted) onDetail({ kind: "pulled", image: deed.image, isDone: false });
      failed.abort();
      throw error;
    }
  };
  await carryOut(pulls, {
    backend: { perform },
    signal: together,
    onNote,
    onBegin(operation) {
      if (operation.kind === "pull") onProgress({ kind: "step", action: "pull", subject: operation.image });
    },
    onPoint(operation) {
      if (operation.kind === "pull") onDetail({ kind: "pulled", image: operation.image, isDone: true });
    },
    onBytes(operation, bytes) {
      if (operation.kind === "pull") onDetail({ kind: "pulling", image: operation.image, bytes });
    },
  });
}

/** What was done, the moment it was done. */
export type Acted =
  | { readonly kind: "created" }
  | { readonly kind: "started" | "milestone" | "ended" | "spared"; readonly service: string; readonly image: string };

/**
 * Carries out the other operations of a plan. Resolves when everything runs; whether it works is for the probes to say.
 * @throws TemporalStartError what the backend throws
 */
export async function applyPlan(
  plan: StartPlan,
  { backend, onProgress, onNote, onStage, isStoreStarting, isDone, signal }: ApplyDependencies,
  onAct: (acted: Acted) => void,
): Promise<void> {
  const operations = startOperations(plan).filter((operation) => operation.kind !== "pull");
  const steps = plan.steps.filter(({ action }) => action !== "keep" && action !== "pull");
  for (const { action, subject } of steps) onProgress({ kind: "step", action, subject });
  const told = new Set<StartStage>();
  const tellStage = (stage: StartStage): void => {
    if (!told.has(stage)) onStage(stage);
    told.add(stage);
  };
  const spared = new Set<Operation>();
  const creates = operations.some(({ kind }) => kind === "create");
  if (!creates) onAct({ kind: "created" });
  await carryOut(operations, {
    backend,
    onNote,
    ...defined({ signal, isStoreStarting }),
    async isDone(operation, onPoint) {
      const isSpared = (await isDone?.(operation, onPoint)) ?? false;
      if (isSpared) spared.add(operation);
      return isSpared;
    },
    onBegin({ kind }) {
      tellStage(kind === "create" || kind === "stop" || kind === "remove" ? "creating" : "starting");
    },
    onPoint(operation, point) {
      const acted = spared.has(operation) ? ({ kind: "spared" } as const) : actedBy(operation, point);
      if (acted !== undefined) onAct({ ...acted, ...imageOf(operation, plan) } as Acted);
    },
  });
}

function actedBy({ kind }: Operation, point: Point): { readonly kind: Acted["kind"] } | undefined {
  if (kind === "create") return point === "done" ? { kind: "created" } : undefined;
  if (kind === "run") {
    if (typeof point === "object") return { kind: "milestone" };
    return point === "started" ? { kind: "started" } : { kind: "ended" };
  }
  return kind === "start" || kind === "restart" || kind === "unpause" ? { kind: "started" } : undefined;
}

function imageOf(
  operation: Operation,
  { images }: StartPlan,
): { readonly service: string; readonly image: string } | undefined {
  if (!("unit" in operation)) return undefined;
  return { service: operation.unit, image: images.get(operation.unit)?.reference ?? "" };
}
