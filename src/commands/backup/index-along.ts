import { causeMessage } from "../../errors.ts";
import type { SourceRecord } from "../../interfaces/visibility.ts";
import { configFile } from "../../plan/config-file.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "../shared/well-store.ts";

/** The visibility index as a part of a backup. */
export interface IndexAlong {
  /** Absent where the index does not come along. */
  readonly name?: string;
  readonly records?: AsyncIterable<readonly SourceRecord[]>;
  close(): Promise<void>;
}

const nothing: IndexAlong = { close: () => Promise.resolve() };

/**
 * The visibility index, for its records to be taken along: where that is asked for, and where it has what the database does not.
 * @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED where it is asked for
 */
export async function indexAlong(
  context: StoreNeeds & Needs<"readConfig" | "reporter" | "signal" | "stores">,
  { hasIndex = false }: { readonly hasIndex?: boolean },
): Promise<IndexAlong> {
  if (!hasIndex && !(await indexHasMore(context))) return nothing;
  try {
    const { spec } = await wellStore(context, "elasticsearch");
    const index = (await context.stores()).visibilityIndex(spec);
    return { name: spec.index, records: index.records(), close: () => index.close() };
  } catch (error) {
    context.signal.throwIfAborted();
    if (hasIndex) throw error;
    context.reporter.warn(
      `The index does not come along, which alone has memo and search attributes of closed workflows: ${causeMessage(error)}`,
    );
    return nothing;
  }
}

/** Keys of the dynamic configuration may be written in any case. */
const cleanup = /^\s*["']?history\.visibilityProcessorEnableCloseWorkflowCleanup["']?\s*:/im;

/** Whether the server is told to take memo and search attributes of closed workflows out of the database. */
export async function indexHasMore(context: Needs<"readConfig" | "settings">): Promise<boolean> {
  const { values } = await context.settings();
  return cleanup.test((await context.readConfig(configFile(values))) ?? "");
}
