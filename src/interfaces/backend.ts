import type { PullBytes } from "./engine.ts";
import type { Deed, Point } from "./operation.ts";

/** What happens while one operation is carried out. */
export interface OperationCourse {
  readonly signal?: AbortSignal;
  /** Told of each point but `done`, the moment it is reached. */
  readonly onPoint: (point: Point) => void;
  readonly onBytes: (bytes: PullBytes) => void;
  /** Takes a line for a person. */
  readonly onNote: (text: string) => void;
  /** Asked when a job gave up on a store: one that is still on its way up is worth another run. */
  readonly isStoreStarting?: () => Promise<boolean>;
}

/** Where a cluster runs, and how things are done there. */
export interface Backend {
  /**
   * Does one thing; resolves when it is done. What is done already is done again in no time.
   * @throws TemporalStartError IMAGE_PULL_FAILED, CONTAINER_NOT_STARTED, JOB_FAILED, SERVICE_STOPPED, COMPOSE_FAILED,
   * ENGINE_FAILED, ENGINE_UNREACHABLE
   */
  perform(deed: Deed, course: OperationCourse): Promise<void>;
  /**
   * Hash of each unit's configuration, as a container that were made now would wear it.
   * @param images references by unit
   * @param worn the hashes that containers wear now, by unit
   */
  configHashes(
    images: Readonly<Record<string, string>>,
    worn: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>>>;
  /**
   * Units that the user's own overlay makes other than they would be; empty without one.
   * @throws TemporalStartError COMPOSE_FAILED
   */
  changedByOverlay(images: Readonly<Record<string, string>>): Promise<readonly string[]>;
  /** The configuration of all units as the backend reads it, for a person; it may hold secrets. */
  configuration(signal: AbortSignal): Promise<string>;
}
