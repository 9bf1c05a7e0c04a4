import { causeMessage, TemporalStartError } from "../errors.ts";
import type { EngineEndpoint } from "./engine-endpoint.ts";

/** Mounts and published ports are on the engine's machine, so another machine's engine would not do either. */
export function unsupported(address: string): TemporalStartError {
  return new TemporalStartError({
    code: "ENGINE_UNSUPPORTED",
    category: "engine",
    message: `The Docker Engine at ${address} is on another machine or reached by SSH or TLS, which temporal-start does not support.`,
    hint: "Use an engine on this machine: unset DOCKER_HOST, or docker context use default.",
  });
}

/** For an engine that accepts connections and says nothing. */
export function silent({ address, chosenBy }: EngineEndpoint, timeoutMs: number): TemporalStartError {
  return new TemporalStartError({
    code: "ENGINE_UNREACHABLE",
    category: "engine",
    message: `The Docker Engine at ${address} (${chosenBy}) does not answer within ${String(timeoutMs / 1000)} s.`,
    hint: "docker info: where that hangs, too, resume or restart the engine (sudo systemctl restart docker, or Docker Desktop).",
    retryable: true,
  });
}

/** Says what an engine that refused, or was not there, means; what else was thrown comes back as it is. */
export function unreachable(error: unknown, { address, chosenBy }: EngineEndpoint): unknown {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof statusCode === "number") {
    return new TemporalStartError({
      code: "ENGINE_FAILED",
      category: "engine",
      message: `The Docker Engine at ${address} refused a request: ${causeMessage(error)}`,
      hint: "docker info, and the engine's own log (sudo journalctl --unit docker)",
      cause: error,
    });
  }
  if (code === "EACCES") {
    return new TemporalStartError({
      code: "ENGINE_FORBIDDEN",
      category: "engine",
      message: `This user may not talk to the Docker Engine at ${address} (${chosenBy}).`,
      hint: "Add the user to the docker group (sudo usermod -aG docker $USER), log in again, and repeat the command.",
      cause: error,
    });
  }
  if (code === "ENOENT" || code === "ECONNREFUSED" || code === "ENOTFOUND" || isCutOff(code)) {
    return new TemporalStartError({
      code: "ENGINE_UNREACHABLE",
      category: "engine",
      message: `No Docker Engine answers at ${address} (${chosenBy}): ${causeMessage(error)}.`,
      hint: "Start it (sudo systemctl start docker, or Docker Desktop), then repeat the command. Without an engine: node scripts/setup-engine.mjs in a clone of the project.",
      retryable: true,
      cause: error,
    });
  }
  return error;
}

/** An engine that ends while it is asked. */
function isCutOff(code: unknown): boolean {
  return code === "ECONNRESET" || code === "EPIPE" || code === "ECONNABORTED";
}
