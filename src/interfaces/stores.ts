import type { Database } from "./database.ts";
import type { Executions, VisibilityIndex } from "./visibility.ts";

export interface StoreAddress {
  readonly host: string;
  readonly port: number;
  /** The container whose own port it is, whatever `host` says; absent where it is one of this machine. */
  readonly inside?: string;
  /** There at its loopback address, where PostgreSQL asks for no password. */
  readonly isLoopback?: boolean;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface IndexAddress {
  readonly url: string;
  /** The container whose own address it is; absent where it is one of this machine. */
  readonly inside?: string;
  readonly index: string;
}

/** Opens the stores themselves, by what their probes ask. */
export interface Stores {
  /** @throws Error of the client where the database does not let it in */
  database(address: StoreAddress): Promise<Database>;
  /** @throws Error of the client where the database does not let it in */
  executions(address: StoreAddress): Promise<Executions>;
  visibilityIndex(address: IndexAddress): VisibilityIndex;
}
