import type { DatabaseFacts } from "../../interfaces/database.ts";
import type { Needs } from "../command.ts";
import type { StoreNeeds } from "./well-store.ts";
import { withDatabase } from "./with-database.ts";

/** What the database of the cluster tells of itself. @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED */
export async function databaseFacts(context: StoreNeeds & Needs<"stores">): Promise<DatabaseFacts> {
  return withDatabase(context, (database) => database.facts());
}
