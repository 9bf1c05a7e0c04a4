import type { Database } from "./database.ts";
import type { Executions, VisibilityIndex } from "./visibility.ts";

export interface StoreAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Opens the stores themselves, by what their probes ask. */
export interface Stores {
  /** @throws Error of the client where the database does not let it in */
  database(address: StoreAddress): Promise<Database>;
  /** @throws Error of the client where the database does not let it in */
  executions(address: StoreAddress): Promise<Executions>;
  visibilityIndex(url: string, index: string): VisibilityIndex;
}
