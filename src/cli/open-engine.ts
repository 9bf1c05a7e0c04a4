import type { EngineControl } from "../backends/compose/engine/engine-control.ts";
import type { ProcessRunner } from "../interfaces/processes.ts";

export interface EngineParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly processes: ProcessRunner;
}

/** Loads the client, and finds the engine that this shell means. */
export async function openEngine(
  ends: AbortSignal,
  { environment, home, processes }: EngineParts,
): Promise<EngineControl> {
  const [{ createDockerEngine }, endpoint, { createFindLogin }] = await Promise.all([
    import("../backends/compose/engine/docker-engine.ts"),
    import("../backends/compose/engine/engine-endpoint.ts"),
    import("../backends/compose/engine/registry-login.ts"),
  ]);
  const findLogin = createFindLogin(endpoint.dockerConfigFolder(environment, home), processes);
  const pulls = { findLogin, platform: environment.DOCKER_DEFAULT_PLATFORM };
  const limits = { signal: ends, defaultAddress: endpoint.defaultAddressOf(process.platform) };
  return createDockerEngine(endpoint.resolveEngineEndpoint(environment, home), limits, pulls);
}
