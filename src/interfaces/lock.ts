/** The process that changes an instance's cluster just now. */
export interface LockHolder {
  readonly pid: number;
  /** The process that took the lock was killed; this is a docker that it called, and that goes on. */
  readonly isLeftBehind?: boolean;
  /** Name of the command it carries out. */
  readonly command: string;
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** Lets one command of a user at a time change an instance's cluster. */
export interface ClusterLock {
  /**
   * Takes the lock, also from a process that has ended.
   * @returns whoever holds it; undefined once it is taken
   * @throws Error when the state folder cannot be used
   */
  take(command: string): Promise<LockHolder | undefined>;
  /**
   * The lock holds as long as this child lives, too: docker goes on when the process that called it is
   * killed. Does nothing while the lock is not held.
   */
  adopt(pid: number): Promise<void>;
  release(): Promise<void>;
}
