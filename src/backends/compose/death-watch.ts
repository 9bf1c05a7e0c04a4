import { createLatch, type Latch } from "../../async/latch.ts";
import type { EngineControl } from "./engine/engine-control.ts";

/** Tells of the ends of containers, all by one question to the engine, for as long as somebody waits. */
export interface DeathWatch {
  /** Calls back once when the container's process has ended. @returns what ends the watch */
  readonly watch: (containerId: string, onDeath: () => void) => () => void;
}

export function watchDeaths(engine: Pick<EngineControl, "deaths">, instance: string): DeathWatch {
  const waiting = new Map<string, Latch>();
  let over = new AbortController();
  const listen = async (signal: AbortSignal): Promise<void> => {
    for await (const id of engine.deaths(instance, signal)) waiting.get(id)?.open();
  };
  return {
    watch(containerId, onDeath) {
      if (waiting.size === 0) {
        over = new AbortController();
        // An engine that tells of no death answers the stops all the same.
        listen(over.signal).catch(() => undefined);
      }
      const latch = createLatch();
      waiting.set(containerId, latch);
      void latch.opened.then(onDeath);
      return () => {
        waiting.delete(containerId);
        if (waiting.size === 0) over.abort();
      };
    },
  };
}
