import Docker from "dockerode";
import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { EngineEndpoint } from "./engine-endpoint.ts";
import { readLogLines } from "./engine-logs.ts";
import type { ContainerEngine, ContainerFacts, ContainerState, LogOptions } from "./ports.ts";

/** The Docker Engine API. The only import of dockerode; its types stay in this file. */
export function createDockerEngine(endpoint: EngineEndpoint): ContainerEngine {
  const docker = new Docker(connectionOptions(endpoint.address));
  const ask = async <Answer>(question: Promise<Answer>): Promise<Answer> => {
    try {
      return await question;
    } catch (error) {
      throw unreachable(error, endpoint);
    }
  };
  return {
    async containers(labels = []) {
      const filters = labels.length > 0 ? { label: [...labels] } : {};
      const listed = await ask(docker.listContainers({ all: true, filters }));
      return listed.map(toFacts);
    },

    async containerDetails(id) {
      const found = await ask(orUndefined(docker.getContainer(id).inspect()));
      if (found === undefined) return undefined;
      const startedAtMs = Date.parse(found.State.StartedAt);
      return {
        ...(startedAtMs > 0 ? { startedAtMs } : {}),
        restartCount: found.RestartCount,
        outOfMemory: found.State.OOMKilled,
      };
    },

    async image(reference) {
      const found = await ask(orUndefined(docker.getImage(reference).inspect()));
      return found && { id: found.Id, sizeBytes: found.Size };
    },

    async volumes(names) {
      const found = await Promise.all(names.map((name) => ask(orUndefined(docker.getVolume(name).inspect()))));
      return found
        .filter((volume) => volume !== undefined)
        .map(({ Name, Labels }) => ({ name: Name, labels: { ...Labels } }));
    },

    async *logs(containerId, options) {
      yield* readLogLines(await ask(openLogs(docker, containerId, options)));
    },
  };
}

/**
 * Asks for the log as a stream in every case: dockerode's own `logs` collects a log that is not
 * followed in memory, and a log of gigabytes does not fit there.
 */
async function openLogs(docker: Docker, id: string, options: LogOptions): Promise<AsyncIterable<Buffer>> {
  const request = {
    // The client appends the options to a path that ends with a question mark.
    path: `/containers/${id}/logs?`,
    options: {
      stdout: true,
      stderr: true,
      timestamps: true,
      follow: options.follow,
      tail: options.tail ?? "all",
      ...defined({ since: options.sinceSeconds }),
    },
    method: "GET",
    isStream: true,
    statusCodes: { 200: true, 404: "no such container", 500: "server error" },
    ...defined({ abortSignal: options.signal }),
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error, stream: unknown) => {
      if (stream === undefined || stream === null) reject(error ?? new Error("The engine sent no log."));
      else resolve(stream as AsyncIterable<Buffer>);
    });
  });
}

function connectionOptions(address: string): Docker.DockerOptions {
  if (address.startsWith("unix://")) return { socketPath: address.slice("unix://".length) };
  if (address.startsWith("npipe://")) return { socketPath: address.slice("npipe://".length) };
  if (!/^(?:tcp|http):\/\//.test(address) || address.endsWith(":2376")) throw unsupported(address);
  const url = new URL(address.replace(/^tcp:/, "http:"));
  return { host: url.hostname, port: Number(url.port || 2375), protocol: "http" };
}

/** Mounts and published ports are on the engine's machine, so another machine's engine would not do either. */
function unsupported(address: string): TemporalStartError {
  return new TemporalStartError({
    code: "ENGINE_UNSUPPORTED",
    category: "engine",
    message: `The Docker Engine at ${address} is reached by SSH or TLS, which temporal-start does not support.`,
    hint: "Use an engine on this machine: unset DOCKER_HOST, or docker context use default.",
  });
}

function toFacts(listed: Docker.ContainerInfo): ContainerFacts {
  const health = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(listed.Status)?.[1];
  const exitCode = /^(?:Exited|Restarting) \((\d+)\)/.exec(listed.Status)?.[1];
  return {
    id: listed.Id,
    name: (listed.Names[0] ?? "").replace(/^\//, ""),
    state: listed.State as ContainerState,
    ...(health === undefined ? {} : { health: health as NonNullable<ContainerFacts["health"]> }),
    ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    image: listed.Image,
    imageId: listed.ImageID,
    labels: listed.Labels,
    ports: listed.Ports.filter(({ PublicPort }) => PublicPort > 0).map((port) => ({
      hostAddress: port.IP,
      hostPort: port.PublicPort,
      containerPort: port.PrivatePort,
    })),
  };
}

/** The engine answers 404 for what is not there. */
async function orUndefined<Answer>(question: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await question;
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode === 404) return undefined;
    throw error;
  }
}

function unreachable(error: unknown, { address, chosenBy }: EngineEndpoint): unknown {
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
  if (code === "ENOENT" || code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "ECONNRESET") {
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
