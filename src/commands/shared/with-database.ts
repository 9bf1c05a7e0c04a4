import type { Database } from "../../interfaces/database.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "./well-store.ts";

/** Opens the cluster's database for as long as the work takes. @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED */
export async function withDatabase<Result>(
  context: StoreNeeds & Needs<"stores">,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { spec } = await wellStore(context, "postgresql");
  const database = await (await context.stores()).database(spec);
  return work(database).finally(() => database.close());
}
