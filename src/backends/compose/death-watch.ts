import { createLatch, type Latch } from "../../async/latch.ts";
import type { ContainerEngine } from "../../interfaces/engine.ts";

/** Tells of the ends of containers, all by one question to the engine, for as long as somebody waits. */
export interface DeathWatch {
  /** Calls back once when the container's process has ended. @returns what ends the watch */
  readonly watch: (containerId: string, onDeath: () => void) => () => void;
}

/** @param label that the containers wear, `key=value` */
export function watchDeaths(engine: Pick<ContainerEngine, "deaths">, label: string): DeathWatch {
  const waiting = new Map<string, Latch>();
  let over = new AbortController();
  const listen = async (signal: AbortSignal): Promise<void> => {
    for await (const id of engine.deaths(label, signal)) waiting.get(id)?.open();
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
