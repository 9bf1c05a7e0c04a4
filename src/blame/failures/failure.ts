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
}
