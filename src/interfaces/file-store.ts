import type { Readable, Writable } from "node:stream";

/** Ends the name of a file that is not whole; beside the one that it becomes, on the same disk. */
export const partialEnding = ".partial";

/** A file that comes under its name when it is whole. */
export interface NewFile {
  readonly stream: Writable;
  /** Puts it under its name when the disk has it. @throws TemporalStartError FILE_EXISTS, FILE_UNWRITABLE */
  commit(): Promise<void>;
  /** Leaves nothing of it. Answers why it could not be written, where that is what ended it. */
  discard(): Promise<Error | undefined>;
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** Large files that are written once, in steady memory, for their owner alone. */
export interface FileStore {
  /**
   * Begins a new file, and the folders above it. What an earlier one of this name left half written is replaced.
   * @throws TemporalStartError FILE_EXISTS, FILE_UNWRITABLE
   */
  create(path: string): Promise<NewFile>;
  /** @throws TemporalStartError FILE_UNREADABLE */
  open(path: string): Promise<{ readonly bytes: number; readonly stream: Readable }>;
  /** Files of a folder; none where there is no folder. @throws TemporalStartError FILE_UNREADABLE */
  list(folder: string): Promise<readonly StoredFile[]>;
  /** @throws TemporalStartError FILE_UNWRITABLE */
  remove(path: string): Promise<void>;
  isFolder(path: string): Promise<boolean>;
}
