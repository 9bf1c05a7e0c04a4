import type { Needs } from "../command.ts";
import type { RecordNeeds } from "../visibility/with-records.ts";

/** Where the records are, and how the index is made. */
export type IndexNeeds = RecordNeeds & Needs<"backend" | "engine" | "reporter" | "settings">;

/** What becomes of the index where other data takes its place. */
export interface IndexPlan<Index> {
  readonly isFilled: boolean;
  /** When it is in place, and nothing runs on it yet. */
  readonly whenInPlace: (context: IndexNeeds) => Promise<void>;
  /** When both stores are set up, while the server comes up. */
  readonly whenPrepared: (context: IndexNeeds, id: string) => Promise<Index>;
}

/** It stays, since it lists what the data has. */
export const keptIndex: IndexPlan<undefined> = {
  isFilled: false,
  whenInPlace: () => Promise.resolve(),
  whenPrepared: () => Promise.resolve(undefined),
};
