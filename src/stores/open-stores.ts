import type { Inside } from "../interfaces/dial.ts";
import type { Stores } from "../interfaces/stores.ts";
import { openDatabase } from "./database.ts";
import { openExecutions } from "./executions.ts";
import { openVisibilityIndex } from "./visibility-index.ts";

/** @param way to those that publish no port */
export function openStores(way: Inside): Stores {
  return {
    database: (address) => openDatabase(address, way),
    executions: (address) => openExecutions(address, way),
    visibilityIndex: (address) => openVisibilityIndex(address, way.dial),
  };
}
