/** Interfaces of the outside systems. Implementations stand beside this file, one each. */

import type { EngineEndpoint, EngineInfo, ImageFacts, NetworkFacts } from "./ports/engine-facts.ts";

export type { EngineEndpoint, EngineInfo, ImageFacts, NetworkFacts } from "./ports/engine-facts.ts";
export type { HostProbe, PortListener } from "./ports/host.ts";
export type { ClusterLock, LockHolder } from "./ports/lock.ts";
export type {
  NamespaceFacts,
  NamespaceInput,
  SearchAttributes,
  SearchAttributeType,
  ServerCheck,
  TemporalAdmin,
} from "./ports/temporal.ts";

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment of the child; absent means the parent's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What the program reads from its stdin; absent means nothing. */
  readonly input?: string;
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  readonly onSpawn?: (pid: number) => void;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessRunner {
  /** Runs to the end; a non-zero exit code is a result, not an exception. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /**
   * Runs a command in a running container with this terminal, passing signals on, and resolves with
   * its exit code.
   */
  execInContainer(container: string, command: readonly string[], signal: AbortSignal): Promise<number>;
  /**
   * Starts a program that may outlive this one; resolves with its exit code, or without one when it still
   * runs after some time.
   */
  launch(command: string, args: readonly string[], patienceMs: number): Promise<number | undefined>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export type ContainerState = "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";

/** One container as the engine lists it. */
export interface ContainerFacts {
  readonly id: string;
  /** Without the leading slash of the Engine API. */
  readonly name: string;
  readonly state: ContainerState;
  readonly health?: "healthy" | "unhealthy" | "starting";
  /** Present once it has ended. */
  readonly exitCode?: number;
  readonly image: string;
  readonly imageId: string;
  /** Milliseconds since the epoch. */
  readonly createdAtMs?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly PortBinding[];
}

export interface PortBinding {
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

/** What only an inspection of one container tells. */
export interface ContainerDetails {
  /** The state that counts where the list says another. */
  readonly state?: ContainerState;
  /** Present once it has ended. */
  readonly exitCode?: number;
  /** Milliseconds since the epoch; absent before the first start. */
  readonly startedAtMs?: number;
  /** Milliseconds since the epoch; absent before the first end. */
  readonly finishedAtMs?: number;
  readonly restartCount: number;
  readonly outOfMemory: boolean;
}

export interface VolumeFacts {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAtMs?: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface LogLine {
  /** RFC 3339 with nanoseconds, of constant width, so that it sorts as text. */
  readonly time: string;
  readonly text: string;
}

export interface LogOptions {
  readonly follow: boolean;
  /** Number of last lines; absent means all. */
  readonly tail?: number;
  /** Seconds since the epoch; may have a fraction. */
  readonly sinceSeconds?: number;
  /** Lines up to this moment; the engine takes it after it has taken `tail`. */
  readonly untilSeconds?: number;
  readonly signal?: AbortSignal;
}

/** How far the pull of one image is, in packed bytes. */
export interface PullBytes {
  readonly doneBytes: number;
  readonly unpackedBytes: number;
  /** Of the layers with which the engine has begun. */
  readonly totalBytes: number;
  /** Whether these are all layers. */
  readonly isTotalKnown: boolean;
}

export interface PullOptions {
  readonly onBytes?: (bytes: PullBytes) => void;
  readonly signal?: AbortSignal;
}

/** The Docker Engine API. */
export interface ContainerEngine {
  readonly endpoint: EngineEndpoint;
  /** @throws TemporalStartError ENGINE_UNREACHABLE, ENGINE_FORBIDDEN */
  info(timeoutMs?: number): Promise<EngineInfo>;
  /** Resolves where a new client gets in; an engine that is about to end does not let it. @throws ENGINE_UNREACHABLE */
  letsIn(): Promise<void>;
  networks(): Promise<readonly NetworkFacts[]>;
  /** @throws TemporalStartError ENGINE_UNREACHABLE */
  containers(labels?: readonly string[]): Promise<readonly ContainerFacts[]>;
  containerDetails(id: string): Promise<ContainerDetails | undefined>;
  /** All that the engine says of a container, in its own words; it may hold secrets. */
  inspect(id: string): Promise<unknown>;
  /** The image's id, or undefined when it is not on the engine. */
  image(reference: string): Promise<ImageFacts | undefined>;
  /** With the login that the docker command would use. @throws TemporalStartError ENGINE_FAILED with the registry's words */
  pull(reference: string, options: PullOptions): Promise<void>;
  volumes(names: readonly string[]): Promise<readonly VolumeFacts[]>;
  /** All volumes that wear a label, whatever its value. */
  volumesLabelled(label: string): Promise<readonly VolumeFacts[]>;
  /** In batches as they arrive; a batch has at least one line. */
  logs(containerId: string, options: LogOptions): AsyncIterable<readonly LogLine[]>;
  /** Resolves once the container is as the action says; it may have been so before. */
  act(action: ContainerAction, id: string): Promise<void>;
  /** Ids of these containers as their processes end, until the signal. @throws Error where the engine cannot tell */
  deaths(ids: readonly string[], signal: AbortSignal): AsyncIterable<string>;
  /** Resolves with the exit code when the container does not run, which may be at once. */
  waitForExit(id: string, signal?: AbortSignal): Promise<number>;
}

/** `stop` and `restart` give the process its own grace to end, as the container was created with. */
export type ContainerAction = "start" | "stop" | "restart" | "unpause";

/** `docker compose` on the cluster's file with the settings as variables. */
export interface Compose {
  /**
   * Hash of each service's resolved configuration, as compose labels its containers.
   * @param worn the hashes that containers wear now, by service
   */
  configHashes(worn: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  /** Runs one compose command; resolves when it ended, whatever its exit code. */
  run(args: readonly string[], options?: Pick<RunOptions, "signal" | "onLine">): Promise<RunResult>;
}

/** Whether a file is there; a relative path starts in the folder of compose.yml. */
export type FileProbe = (path: string) => Promise<"there" | "missing">;

/** Whether something listens on a TCP port of this machine. */
export type PortProbe = (address: string, port: number) => Promise<"free" | "taken" | "forbidden">;

/** Files of the user; nothing that is there is ever replaced. */
export interface Files {
  /** Undefined where there is no such file. */
  read(path: string): Promise<string | undefined>;
  exists(path: string): Promise<boolean>;
  /**
   * Looks whether a new file can be made in a folder that is there.
   * @throws TemporalStartError FILE_EXISTS or FILE_UNWRITABLE
   */
  requireRoomFor(path: string): Promise<void>;
  /**
   * Writes a new file with exactly this mode, and the folders above it.
   * @throws TemporalStartError FILE_EXISTS or FILE_UNWRITABLE
   */
  writeNew(path: string, content: string | Uint8Array, mode: number): Promise<void>;
}
