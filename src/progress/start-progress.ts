import type { ServiceName } from "../cluster/services/index.ts";
import type { ServiceRole } from "../cluster/services/service.ts";
import type { PullBytes } from "../interfaces/engine.ts";
import type { StepAction } from "../plan/decision.ts";

/** What a reporter shows while a start goes on. */
export type StartProgress =
  | { readonly kind: "step"; readonly action: string; readonly subject: string }
  | {
      readonly kind: "service";
      readonly service: ServiceName;
      readonly state: "starting" | "done" | "ready" | "failed";
      readonly seconds: number;
      readonly detail: string;
    }
  | { readonly kind: "namespace"; readonly name: string; readonly action: string; readonly seconds: number };

export type OnProgress = (progress: StartProgress) => void;

/** One service as the plan has it. */
export interface PlannedService {
  readonly service: ServiceName;
  readonly action: StepAction;
  /** The container's name. */
  readonly subject: string;
  readonly image: string;
  /** Compose makes its container first. */
  readonly isNew: boolean;
  /** The start ends with it ready, or failed. */
  readonly isAwaited: boolean;
  readonly kind: "service" | "job";
  readonly role: ServiceRole;
  /** Jobs that hold back its start. */
  readonly waitsForJobs: readonly ServiceName[];
}

/** What only a display that changes in place shows: it comes too often for lines. */
export type StartDetail =
  | { readonly kind: "planned"; readonly startedMs: number; readonly services: readonly PlannedService[] }
  | { readonly kind: "pulling"; readonly image: string; readonly bytes: PullBytes }
  | { readonly kind: "pulled"; readonly image: string; readonly isDone: boolean }
  | { readonly kind: "created" }
  /** Why a service is not ready yet, in its own words. */
  | { readonly kind: "answered"; readonly service: ServiceName; readonly message: string };

/** How far a start has come in changing things; before the first stage it has changed nothing. */
export type StartStage = "pulling" | "creating" | "starting";

export type OnStage = (stage: StartStage) => void;

export type OnDetail = (detail: StartDetail) => void;
