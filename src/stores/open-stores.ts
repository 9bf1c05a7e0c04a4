import type { Stores } from "../interfaces/visibility.ts";
import { openExecutions } from "./executions.ts";
import { openVisibilityIndex } from "./visibility-index.ts";

export const stores: Stores = { executions: openExecutions, visibilityIndex: openVisibilityIndex };
