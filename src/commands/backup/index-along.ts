import type { SourceRecord } from "../../interfaces/visibility.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "../shared/well-store.ts";

export interface IndexAlong {
  /** Absent where the index does not come along. */
  readonly name?: string;
  readonly records?: AsyncIterable<readonly SourceRecord[]>;
  close(): Promise<void>;
}

/** The visibility index, for its records to be taken along. @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED */
export async function indexAlong(
  context: StoreNeeds & Needs<"stores">,
  { hasIndex = false }: { readonly hasIndex?: boolean },
): Promise<IndexAlong> {
  if (!hasIndex) return { close: () => Promise.resolve() };
  const { spec } = await wellStore(context, "elasticsearch");
  const index = (await context.stores()).visibilityIndex(spec.url, spec.index);
  return { name: spec.index, records: index.records(), close: () => index.close() };
}
