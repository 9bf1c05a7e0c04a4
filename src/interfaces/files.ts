/** Whether a file is there; a relative path starts in the folder of compose.yml. */
export type FileProbe = (path: string) => Promise<"there" | "missing">;

/** Text of a file; a relative path starts in the folder of compose.yml. Undefined where this user cannot read it. */
export type ReadConfig = (path: string) => Promise<string | undefined>;

/** Files of the user; but for `replace` nothing that is there is ever replaced. */
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
  /** Writes a file of ours for its owner alone, with the folders above it: the old content or the new one, never a part. */
  replace(path: string, text: string): Promise<void>;
  /** It is no error where there is none. */
  remove(path: string): Promise<void>;
}
