import type { DatabaseFacts } from "../../interfaces/database.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "./well-store.ts";

/** What the database of the cluster tells of itself. @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED */
export async function databaseFacts(context: StoreNeeds & Needs<"stores">): Promise<DatabaseFacts> {
  const { spec } = await wellStore(context, "postgresql");
  const database = await (await context.stores()).database(spec);
  return database.facts().finally(() => database.close());
}
