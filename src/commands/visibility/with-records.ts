import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Executions, VisibilityIndex } from "../../interfaces/visibility.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "../shared/well-store.ts";

export type RecordNeeds = StoreNeeds & Needs<"clock" | "signal" | "stores">;

/** Where the truth is, and the list that is derived from it. */
export interface Records {
  readonly executions: Executions;
  readonly index: VisibilityIndex;
}

/**
 * Opens both stores for as long as the work takes.
 * @param mayLackIndex whether an index that is not there is what the work is about
 * @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED where a store does not run or does not answer well,
 * STORE_FAILED where one breaks off
 */
export async function withRecords<Result>(
  context: RecordNeeds,
  mayLackIndex: boolean,
  work: (records: Records) => Promise<Result>,
): Promise<Result> {
  const [{ spec: database }, { spec: index }] = await Promise.all([
    wellStore(context, "postgresql"),
    wellStore(context, "elasticsearch", mayLackIndex),
  ]);
  const stores = await context.stores();
  const opened = {
    executions: await stores.executions(database),
    index: stores.visibilityIndex(index),
  };
  try {
    return await work(opened);
  } catch (error) {
    context.signal.throwIfAborted();
    throw error instanceof TemporalStartError ? error : brokenOff(error);
  } finally {
    await Promise.all([opened.executions.close(), opened.index.close()]);
  }
}

function brokenOff(error: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "STORE_FAILED",
    category: "service",
    message: `A store failed while its records were read or written: ${causeMessage(error)}`,
    hint: "temporal-start status, and the same command again when all is well: it begins anew.",
    retryable: true,
    cause: error,
  });
}
