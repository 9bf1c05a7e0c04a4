import type { ContainerEngine, EngineObjects, PullBytes } from "../../../interfaces/engine.ts";

export interface PullOptions {
  readonly onBytes?: (bytes: PullBytes) => void;
  readonly signal?: AbortSignal;
}

/** `stop` and `restart` give the process its own grace to end, as the container was created with; `end` gives it none. */
export type ContainerAction = "start" | "stop" | "end" | "restart" | "unpause";

/** The Docker Engine API: what it tells, and what it does. */
export interface EngineControl extends ContainerEngine {
  /** With the login that the docker command would use. @throws TemporalStartError ENGINE_FAILED with the registry's words */
  pull(reference: string, options: PullOptions): Promise<void>;
  /** Resolves once the container is as the action says; it may have been so before. */
  act(action: ContainerAction, id: string): Promise<void>;
  /**
   * Ids of an instance's containers as their processes end, until the signal.
   * @throws Error where the engine cannot tell
   */
  deaths(instance: string, signal: AbortSignal): AsyncIterable<string>;
  /** By force, with what is anonymous; what is not there is gone already. @throws TemporalStartError ENGINE_FAILED */
  remove(what: keyof EngineObjects, name: string): Promise<void>;
  /** Resolves with the exit code when the container does not run, which may be at once. */
  waitForExit(id: string, signal?: AbortSignal): Promise<number>;
}
