import type { Dial } from "../interfaces/dial.ts";
import type { Stores } from "../interfaces/stores.ts";
import { openDatabase } from "./database.ts";
import { openExecutions } from "./executions.ts";
import { openVisibilityIndex } from "./visibility-index.ts";

/** @param dial by which those are reached that publish no port */
export function openStores(dial: Dial): Stores {
  return {
    database: (address) => openDatabase(address, dial),
    executions: (address) => openExecutions(address, dial),
    visibilityIndex: (address) => openVisibilityIndex(address, dial),
  };
}
