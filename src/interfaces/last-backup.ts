import type { WalPosition } from "./database.ts";

/** What is known of the last backup that was made of an instance, wherever it went. */
export interface LastBackup {
  readonly path: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Where what came after it is kept; absent where nothing keeps it. */
  readonly wal?: Pick<WalPosition, "slot" | "file">;
}

/** Kept between commands, by this user, for one instance. */
export interface LastBackups {
  /** Undefined where none is known. */
  read(): LastBackup | undefined;
  /** One that cannot be kept is no reason to fail. */
  keep(backup: LastBackup): void;
  /** Whether its file is where it was. */
  isThere(backup: LastBackup): boolean;
}
