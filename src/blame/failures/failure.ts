import type { ServiceName } from "../../cluster/services/index.ts";
import type { FailureFacts } from "../../errors.ts";

/** What a container is, where that alone tells the failure. */
export type Condition = "crash-loop" | "unhealthy" | "paused" | "stopped";

/** One way in which a failure shows. Every condition that is given must hold. */
export interface FailureSign {
  /** Absent means any. */
  readonly services?: readonly ServiceName[];
  readonly exitCodes?: readonly number[];
  readonly condition?: Condition;
  /** The engine says that the kernel ended a process of the container for lack of memory. */
  readonly outOfMemory?: true;
  /** One line of the container's log. */
  readonly log?: RegExp;
  /** What the Docker Engine, its command or a registry said. */
  readonly engine?: RegExp;
}

/** A failure whose cause is known. Its id is stable; programs branch on it. */
export interface KnownFailure extends FailureFacts {
  readonly signs: readonly FailureSign[];
  /** What to say instead where the cluster was never ready, and so nothing can be lost. */
  readonly beforeFirstReady?: Pick<FailureFacts, "cause" | "advice">;
}

/** Data that a first start was making when it was killed. Images take what is there for whole, and do not begin anew. */
export const cutShort: NonNullable<KnownFailure["beforeFirstReady"]> = {
  cause: "The first start was cut short while it made the data. The cluster was never ready, so nothing is lost.",
  advice: "Remove what it made and begin anew: temporal-start reset --no-backup, then temporal-start start",
};
