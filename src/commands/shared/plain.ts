import type { FlagDefinition } from "../command.ts";

/** Read where the reporter is chosen, before the command begins. */
export const plainFlag: FlagDefinition = {
  flag: "--plain",
  summary: "write lines instead of a display that changes in place",
};
