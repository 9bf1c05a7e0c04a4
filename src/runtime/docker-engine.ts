import Docker from "dockerode";
import { defined } from "../defined.ts";
import { connectionOptions } from "./engine-connection.ts";
import type { EngineEndpoint } from "./engine-endpoint.ts";
import { unreachable } from "./engine-errors.ts";
import { readLogLines } from "./engine-logs.ts";
import { createAsk, type EngineLimits } from "./engine-requests.ts";
import type {
  ContainerAction,
  ContainerEngine,
  ContainerFacts,
  ContainerState,
  LogOptions,
  VolumeFacts,
} from "./ports.ts";

/** An action is answered when it is done: after the grace of a container that stops, and its start on a busy machine. */
const actionTimeoutMs = 120_000;
/** Whoever waits for a job has a shorter limit of its own; this one ends what nobody waits for any more. */
const longestJobMs = 3_600_000;

/** The Docker Engine API. The only import of dockerode; its types stay in this file. */
export function createDockerEngine(endpoint: EngineEndpoint, limits: EngineLimits = {}): ContainerEngine {
  const docker = new Docker(connectionOptions(endpoint.address));
  const ask = createAsk(endpoint, limits);
  return {
    async containers(labels = []) {
      const filters = labels.length > 0 ? { label: [...labels] } : {};
      const listed = await ask((abortSignal) => docker.listContainers({ all: true, filters, abortSignal }));
      return listed.map(toFacts);
    },

    async containerDetails(id) {
      const found = await ask((abortSignal) => orUndefined(docker.getContainer(id).inspect({ abortSignal })));
      if (found === undefined) return undefined;
      const startedAtMs = momentOf(found.State.StartedAt);
      const finishedAtMs = momentOf(found.State.FinishedAt);
      return {
        ...defined({ startedAtMs, finishedAtMs }),
        restartCount: found.RestartCount,
        outOfMemory: found.State.OOMKilled,
      };
    },

    inspect: (id) => ask((abortSignal) => orUndefined(docker.getContainer(id).inspect({ abortSignal }))),

    async image(reference) {
      const found = await ask((abortSignal) => orUndefined(inspectImage(docker, reference, abortSignal)));
      return found && { id: found.Id, sizeBytes: found.Size };
    },

    async volumes(names) {
      const found = await Promise.all(
        names.map((name) => ask((abortSignal) => orUndefined(docker.getVolume(name).inspect({ abortSignal })))),
      );
      return found.filter((volume) => volume !== undefined).map(toVolumeFacts);
    },

    async volumesLabelled(label) {
      const filters = { label: [label] };
      const { Volumes } = await ask((abortSignal) => docker.listVolumes({ filters, abortSignal }));
      // The engine says null for none.
      return ((Volumes as typeof Volumes | null) ?? []).map(toVolumeFacts);
    },

    async *logs(containerId, options) {
      const open = (signal: AbortSignal): Promise<AsyncIterable<Buffer>> =>
        openLogs(docker, containerId, { ...options, signal });
      const opened = await ask(open, defined({ signal: options.signal }));
      try {
        yield* readLogLines(opened);
      } catch (error) {
        throw unreachable(error, endpoint);
      }
    },

    async act(action, id) {
      const act = actions[action];
      await ask((abortSignal) => unlessDone(act(docker.getContainer(id), { abortSignal })), {
        timeoutMs: actionTimeoutMs,
      });
    },

    async waitForExit(id, signal) {
      const wait = (abortSignal: AbortSignal): Promise<{ readonly StatusCode: number }> =>
        docker.getContainer(id).wait({ abortSignal }) as Promise<{ readonly StatusCode: number }>;
      return (await ask(wait, { timeoutMs: longestJobMs, ...defined({ signal }) })).StatusCode;
    },
  };
}

type Act = (container: Docker.Container, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

const actions: Readonly<Record<ContainerAction, Act>> = {
  start: (container, options) => container.start(options),
  stop: (container, options) => container.stop(options),
  restart: (container, options) => container.restart(options),
  unpause: (container, options) => container.unpause(options),
};

/** The engine's word for "never" is a moment long ago. */
function momentOf(text: string): number | undefined {
  const moment = Date.parse(text);
  return moment > 0 ? moment : undefined;
}

/** The engine answers 304 where the container is as it shall be already. */
async function unlessDone(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode !== 304) throw error;
  }
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
      ...defined({ since: options.sinceSeconds, until: options.untilSeconds }),
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

function toVolumeFacts({ Name, Labels, ...volume }: Docker.VolumeInspectInfo): VolumeFacts {
  // The types of the library do not know it.
  const createdAtMs = momentOf(String((volume as { CreatedAt?: unknown }).CreatedAt));
  return { name: Name, ...defined({ createdAtMs }), labels: { ...Labels } };
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
    ...defined({ createdAtMs: listed.Created > 0 ? listed.Created * 1000 : undefined }),
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
