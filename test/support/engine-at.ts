import { createDockerEngine } from "../../src/backends/compose/engine/docker-engine.ts";
import type { EngineControl } from "../../src/backends/compose/engine/engine-control.ts";

/** The real client of an engine that DOCKER_HOST names. */
export function engineAt(address: string, limits: Parameters<typeof createDockerEngine>[1] = {}): EngineControl {
  return createDockerEngine({ address, chosenBy: "DOCKER_HOST" }, limits);
}
