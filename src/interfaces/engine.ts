import type {
  ContainerDetails,
  ContainerEnd,
  ContainerFacts,
  EngineEndpoint,
  EngineInfo,
  ImageFacts,
  NetworkFacts,
  VolumeFacts,
} from "./engine-facts.ts";

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

/** Names by kind, in the order in which they can be removed. */
export interface EngineObjects {
  readonly container: readonly string[];
  readonly network: readonly string[];
  readonly volume: readonly string[];
}

export interface VolumeFile {
  readonly volume: string;
  /** In the container that would use the volume, together with the folder at which it has it. */
  readonly path: string;
  /** Any that is on the engine. */
  readonly image: string;
  /** By which a start finds the container where the command that made it was killed. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The Docker Engine API. */
export interface ContainerEngine {
  readonly endpoint: EngineEndpoint;
  /** @throws TemporalStartError ENGINE_UNREACHABLE, ENGINE_FORBIDDEN */
  info(timeoutMs?: number): Promise<EngineInfo>;
  /** Resolves where a new client gets in; an engine that is about to end does not let it. @throws ENGINE_UNREACHABLE */
  requireEntry(): Promise<void>;
  networks(): Promise<readonly NetworkFacts[]>;
  /** @throws TemporalStartError ENGINE_UNREACHABLE */
  containers(labels?: readonly string[]): Promise<readonly ContainerFacts[]>;
  containerDetails(id: string): Promise<ContainerDetails | undefined>;
  /** What a running container holds and cannot give back: files that it has read are left out. Undefined where the engine cannot tell. */
  memoryUsedBytes(id: string): Promise<number | undefined>;
  /** How these containers have ended since a moment (seconds since the epoch), oldest first, as far as the engine remembers. */
  recentEnds(ids: readonly string[], sinceSeconds: number): Promise<readonly ContainerEnd[]>;
  /** All that the engine says of a container, in its own words; it may hold secrets. */
  inspect(id: string): Promise<unknown>;
  /** The image's id, or undefined when it is not on the engine. */
  image(reference: string): Promise<ImageFacts | undefined>;
  /** With the login that the docker command would use. @throws TemporalStartError ENGINE_FAILED with the registry's words */
  pull(reference: string, options: PullOptions): Promise<void>;
  volumes(names: readonly string[]): Promise<readonly VolumeFacts[]>;
  /** Text of a small file in a container, which need not run; undefined where there is no such file. */
  readText(containerId: string, path: string): Promise<string | undefined>;
  /** The same, of a file in a volume that no container has: one is made for it, never started, and removed. */
  readVolumeText(file: VolumeFile): Promise<string | undefined>;
  /** All volumes that wear a label, whatever its value. */
  volumesLabelled(label: string): Promise<readonly VolumeFacts[]>;
  /** In batches as they arrive; a batch has at least one line. */
  logs(containerId: string, options: LogOptions): AsyncIterable<readonly LogLine[]>;
  /** Resolves once the container is as the action says; it may have been so before. */
  act(action: ContainerAction, id: string): Promise<void>;
  /**
   * Ids of containers that wear a label, `key=value`, as their processes end, until the signal.
   * @throws Error where the engine cannot tell
   */
  deaths(label: string, signal: AbortSignal): AsyncIterable<string>;
  /** By force, with what is anonymous; what is not there is gone already. @throws TemporalStartError ENGINE_FAILED */
  remove(what: keyof EngineObjects, name: string): Promise<void>;
  /** Names of what there is, whoever made it; with a label, `key=value`, of what wears it. */
  objects(label?: string): Promise<EngineObjects>;
  /** Resolves with the exit code when the container does not run, which may be at once. */
  waitForExit(id: string, signal?: AbortSignal): Promise<number>;
}

/** `stop` and `restart` give the process its own grace to end, as the container was created with. */
export type ContainerAction = "start" | "stop" | "restart" | "unpause";
