import type { Stores } from "../interfaces/stores.ts";
import { openDatabase } from "./database.ts";
import { openExecutions } from "./executions.ts";
import { openVisibilityIndex } from "./visibility-index.ts";

export const stores: Stores = {
  database: openDatabase,
  executions: openExecutions,
  visibilityIndex: openVisibilityIndex,
};
