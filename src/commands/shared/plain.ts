import type { FlagDefinition } from "../input.ts";

/** Read where the reporter is chosen, before the command begins. */
export const plainFlag = {
  flag: "--plain",
  summary: "write lines instead of a display that changes in place",
} as const satisfies FlagDefinition;
