import type { Readable, Writable } from "node:stream";
import type { PullBytes } from "./engine.ts";
import type { Deed, Point } from "./operation.ts";

/** What happens while one operation is carried out. */
export interface OperationCourse {
  readonly signal?: AbortSignal;
  /** Told of each point but `done`, the moment it is reached. */
  readonly onPoint: (point: Point) => void;
  readonly onBytes: (bytes: PullBytes) => void;
  /** Takes a line for a person. */
  readonly onNote: (text: string) => void;
  /** Asked when a job gave up on a store: one that is still on its way up is worth another run. */
  readonly isStoreStarting?: () => Promise<boolean>;
}

/** What stands on the command line of a process can be read by others: no word may be secret. */
export interface UnitCommand {
  readonly words: readonly string[];
  /** Variables by name; their values stand on no command line. They reach `docker` as well: no `DOCKER_…`, no `PATH`. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Bytes go through at the pace of the slowest, in steady memory. */
export interface CommandStreams {
  /** Absent: nothing to read. A stream that fails ends the command before it could take a piece for the whole. */
  readonly stdin?: Readable;
  /** Ended with the command, whatever its exit code; destroyed where the command is ended early. */
  readonly stdout: Writable;
  readonly signal?: AbortSignal;
}

export interface CommandEnd {
  readonly exitCode: number;
  /** The last of what the command wrote there. */
  readonly stderr: string;
}

/** A container of its own for one command; it does not outlive it. */
export interface OneOff {
  /** Of a unit whose container is there, or a reference to one that is there. */
  readonly image: { readonly unit: string } | { readonly reference: string };
  /** Whether it reaches the units by their names. */
  readonly joinsNetwork: boolean;
  /** Volumes as the topology names them; they have to be there. */
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly isReadOnly: boolean }[];
  /** As its image knows it; absent means the image's own. */
  readonly user?: string;
}

/** Where a cluster runs, and how things are done there. */
export interface Backend {
  /**
   * Does one thing; resolves when it is done. What is done already is done again in no time.
   * @throws TemporalStartError IMAGE_PULL_FAILED, CONTAINER_NOT_STARTED, JOB_FAILED, SERVICE_STOPPED, COMPOSE_FAILED,
   * ENGINE_FAILED, ENGINE_UNREACHABLE
   */
  perform(deed: Deed, course: OperationCourse): Promise<void>;
  /**
   * Runs a command in a unit that runs. With the signal, or where a stream fails, its whole process group ends.
   * @throws TemporalStartError COMMAND_NOT_BEGUN; the signal's reason; the error of the stream that failed
   */
  exec(unit: string, command: UnitCommand, streams: CommandStreams): Promise<CommandEnd>;
  /**
   * Runs a command in a container of its own, instead of what its image would run.
   * @throws TemporalStartError COMMAND_NOT_BEGUN; the signal's reason; the error of the stream that failed
   */
  runOnce(oneOff: OneOff, command: UnitCommand, streams: CommandStreams): Promise<CommandEnd>;
  /** Runs a command in a unit that runs, on this terminal; resolves with its exit code. */
  execOnTerminal(unit: string, words: readonly string[], signal: AbortSignal): Promise<number>;
  /**
   * Writes images, with the references that name them, as one stream.
   * @throws TemporalStartError BUNDLE_FAILED; the signal's reason; the error of the stream that failed
   */
  saveImages(references: readonly string[], stdout: Writable, signal: AbortSignal): Promise<void>;
  /** Takes images from such a stream. @throws the same */
  loadImages(stdin: Readable, signal: AbortSignal): Promise<void>;
  /**
   * Hash of each unit's configuration, as a container that were made now would wear it.
   * @param images references by unit
   * @param worn the hashes that containers wear now, by unit
   */
  configHashes(
    images: Readonly<Record<string, string>>,
    worn: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>>>;
  /** Names of the files that make the cluster, each laid over those before it; the user's own is none of them. */
  sources(): readonly string[];
  /**
   * Units that the user's own overlay makes other than they would be; empty without one.
   * @throws TemporalStartError COMPOSE_FAILED
   */
  changedByOverlay(images: Readonly<Record<string, string>>): Promise<readonly string[]>;
  /** The configuration of all units as the backend reads it, for a person; it may hold secrets. */
  configuration(signal: AbortSignal): Promise<string>;
}
