import Docker from "dockerode";
import { defined } from "../defined.ts";
import type { EngineEndpoint } from "./engine-endpoint.ts";
import { silent, unreachable, unsupported } from "./engine-errors.ts";
import { readLogLines } from "./engine-logs.ts";
import type { ContainerEngine, ContainerFacts, ContainerState, LogOptions } from "./ports.ts";

/** A paused engine accepts connections and says nothing. */
const defaultAnswerTimeoutMs = 15_000;

export interface EngineLimits {
  /** Ends every request, and every log that is being read. */
  readonly signal?: AbortSignal;
  /** How long one answer may take to begin. */
  readonly answerTimeoutMs?: number;
}

/** The Docker Engine API. The only import of dockerode; its types stay in this file. */
export function createDockerEngine(endpoint: EngineEndpoint, limits: EngineLimits = {}): ContainerEngine {
  const { signal, answerTimeoutMs = defaultAnswerTimeoutMs } = limits;
  const docker = new Docker(connectionOptions(endpoint.address));
  const ask = async <Answer>(question: (abortSignal: AbortSignal) => Promise<Answer>): Promise<Answer> => {
    const silence = new AbortController();
    const timer = setTimeout(() => {
      silence.abort(silent(endpoint, answerTimeoutMs));
    }, answerTimeoutMs);
    const abortSignal = AbortSignal.any(signal === undefined ? [silence.signal] : [silence.signal, signal]);
    try {
      return await untilAborted(question(abortSignal), abortSignal);
    } catch (error) {
      throw abortSignal.aborted ? abortSignal.reason : unreachable(error, endpoint);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    async containers(labels = []) {
      const filters = labels.length > 0 ? { label: [...labels] } : {};
      const listed = await ask((abortSignal) => docker.listContainers({ all: true, filters, abortSignal }));
      return listed.map(toFacts);
    },

    async containerDetails(id) {
      const found = await ask((abortSignal) => orUndefined(docker.getContainer(id).inspect({ abortSignal })));
      if (found === undefined) return undefined;
      const startedAtMs = Date.parse(found.State.StartedAt);
      return {
        ...(startedAtMs > 0 ? { startedAtMs } : {}),
        restartCount: found.RestartCount,
        outOfMemory: found.State.OOMKilled,
      };
    },

    async image(reference) {
      const found = await ask((abortSignal) => orUndefined(inspectImage(docker, reference, abortSignal)));
      return found && { id: found.Id, sizeBytes: found.Size };
    },

    async volumes(names) {
      const found = await Promise.all(
        names.map((name) => ask((abortSignal) => orUndefined(docker.getVolume(name).inspect({ abortSignal })))),
      );
      return found
        .filter((volume) => volume !== undefined)
        .map(({ Name, Labels }) => ({ name: Name, labels: { ...Labels } }));
    },

    async *logs(containerId, options) {
      const opened = await ask((abortSignal) =>
        openLogs(docker, containerId, {
          ...options,
          signal: options.signal === undefined ? abortSignal : AbortSignal.any([abortSignal, options.signal]),
        }),
      );
      yield* readLogLines(opened);
    },
  };
}

/** Asks itself: dockerode drops the signal of this one question, and the connection would outlive it. */
function inspectImage(docker: Docker, reference: string, abortSignal: AbortSignal): Promise<Docker.ImageInspectInfo> {
  const request = {
    path: `/images/${reference}/json`,
    method: "GET",
    statusCodes: { 200: true, 404: "no such image", 500: "server error" },
    abortSignal,
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error, answer: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve(answer as Docker.ImageInspectInfo);
    });
  });
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

/** A client may go on waiting for an answer that has begun; whoever asked does not. */
function untilAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    answer.then(resolve, reject);
  });
}

const thisMachine: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

function connectionOptions(address: string): Docker.DockerOptions {
  if (address.startsWith("unix://")) return { socketPath: address.slice("unix://".length) };
  if (address.startsWith("npipe://")) return { socketPath: address.slice("npipe://".length) };
  if (!/^(?:tcp|http):\/\//.test(address) || address.endsWith(":2376")) throw unsupported(address);
  const url = new URL(address.replace(/^tcp:/, "http:"));
  if (!thisMachine.includes(url.hostname)) throw unsupported(address);
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 2375), protocol: "http" };
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
