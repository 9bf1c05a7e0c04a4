import { createDockerEngine } from "../../src/backends/compose/engine/docker-engine.ts";
import type { ContainerEngine } from "../../src/interfaces/engine.ts";

/** The real client of an engine that DOCKER_HOST names. */
export function engineAt(address: string, limits: Parameters<typeof createDockerEngine>[1] = {}): ContainerEngine {
  return createDockerEngine({ address, chosenBy: "DOCKER_HOST" }, limits);
}
