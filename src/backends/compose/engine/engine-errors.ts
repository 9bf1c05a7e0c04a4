import { causeMessage, TemporalStartError } from "../../../errors.ts";
import type { EngineEndpoint } from "../../../interfaces/engine-facts.ts";

/** Mounts and published ports are on the engine's machine, so another machine's engine would not do either. */
export function unsupported(endpoint: EngineEndpoint, how: string): TemporalStartError {
  return new TemporalStartError({
    code: "ENGINE_UNSUPPORTED",
    category: "engine",
    message: `The engine at ${endpoint.address} (${endpoint.chosenBy}) is ${how}, which temporal-start does not support.`,
    hint: `Run temporal-start on the engine's own machine, through its socket; or use an engine of this machine: ${otherEngine(endpoint)}.`,
  });
}

export function notAnAddress(endpoint: EngineEndpoint): TemporalStartError {
  return new TemporalStartError({
    code: "ENGINE_UNKNOWN",
    category: "engine",
    message: `"${endpoint.address}" (${endpoint.chosenBy}) is no address of an engine.`,
    hint: `An address is unix:///path/to/docker.sock or tcp://127.0.0.1:2375. Or: ${otherEngine(endpoint)}.`,
  });
}

/** How to come back to the engine of this machine. */
export function otherEngine({ chosenBy }: EngineEndpoint): string {
  return chosenBy === "DOCKER_HOST" ? "unset DOCKER_HOST" : "DOCKER_CONTEXT=default, or docker context use default";
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
  const isPodman = address.includes("podman");
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
      hint: isPodman
        ? "Use your own Podman: systemctl --user start podman.socket, then export DOCKER_HOST=unix://$XDG_RUNTIME_DIR/podman/podman.sock"
        : "Add the user to the docker group (sudo usermod -aG docker $USER), log in again, and repeat the command.",
      cause: error,
    });
  }
  if (code === "ENOENT" || code === "ECONNREFUSED" || code === "ENOTFOUND" || isCutOff(code)) {
    return new TemporalStartError({
      code: "ENGINE_UNREACHABLE",
      category: "engine",
      message: `No Docker Engine answers at ${address} (${chosenBy}): ${causeMessage(error)}.`,
      hint: isPodman
        ? "Start it (systemctl --user start podman.socket; for root's: sudo systemctl start podman.socket; elsewhere: podman machine start), then repeat the command."
        : "Start it (sudo systemctl start docker, or Docker Desktop), then repeat the command. Without an engine: node scripts/setup-engine.mjs in a clone of the project.",
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
