import type { Dial } from "./dial.ts";
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
  /** For which it is read: a start of it finds the container where the command that made it was killed. */
  readonly instance: string;
}

/** All that there is, what belongs to clusters of ours, or to one of them, by its name. */
export type Whose = "everybody" | "ours" | { readonly instance: string };

/** What is asked of the engine; only a backend changes anything there. */
export interface ContainerEngine {
  readonly endpoint: EngineEndpoint;
  /** @throws TemporalStartError ENGINE_UNREACHABLE, ENGINE_FORBIDDEN */
  info(timeoutMs?: number): Promise<EngineInfo>;
  /** Resolves where a new client gets in; an engine that is about to end does not let it. @throws ENGINE_UNREACHABLE */
  requireEntry(): Promise<void>;
  networks(): Promise<readonly NetworkFacts[]>;
  /** @throws TemporalStartError ENGINE_UNREACHABLE */
  containers(whose: Whose): Promise<readonly ContainerFacts[]>;
  containerDetails(id: string): Promise<ContainerDetails | undefined>;
  /** What a running container holds and cannot give back: files that it has read are left out. Undefined where the engine cannot tell. */
  memoryUsedBytes(id: string): Promise<number | undefined>;
  /** How these containers have ended since a moment (seconds since the epoch), oldest first, as far as the engine remembers. */
  recentEnds(ids: readonly string[], sinceSeconds: number): Promise<readonly ContainerEnd[]>;
  /** All that the engine says of a container, in its own words; it may hold secrets. */
  inspect(id: string): Promise<unknown>;
  /** The image's id, or undefined when it is not on the engine. */
  image(reference: string): Promise<ImageFacts | undefined>;
  volumes(names: readonly string[]): Promise<readonly VolumeFacts[]>;
  /** Text of a small file in a container, which need not run; undefined where there is no such file. */
  readText(containerId: string, path: string): Promise<string | undefined>;
  /** The same, of a file in a volume that no container has: one is made for it, never started, and removed. */
  readVolumeText(file: VolumeFile): Promise<string | undefined>;
  /** What a container has of its own, in no volume: all that is lost with it. Undefined where there is no such container. */
  writtenPaths(id: string): Promise<readonly string[] | undefined>;
  volumesOf(whose: Whose): Promise<readonly VolumeFacts[]>;
  /** In batches as they arrive; a batch has at least one line. */
  logs(containerId: string, options: LogOptions): AsyncIterable<readonly LogLine[]>;
  /** @throws TemporalStartError ENGINE_FAILED where the container does not run */
  dial: Dial;
  /** Their names. */
  objects(whose: Whose): Promise<EngineObjects>;
}
