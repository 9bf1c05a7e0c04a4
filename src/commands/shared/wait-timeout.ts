import type { CommandInput, FlagDefinition } from "../command.ts";
import { secondsFlag } from "./flags.ts";

/** Long enough for a slow laptop's first start; pulls are not part of it. */
const defaultSeconds = 300;

/** Of every command that waits until the cluster is ready. */
export const waitTimeoutFlag: FlagDefinition = {
  flag: "--wait-timeout <duration>",
  summary: `give up waiting after this long (default: ${String(defaultSeconds)}s)`,
};

/** Of the commands that wait for nothing but another command that changes the cluster. */
export const lockTimeoutFlag: FlagDefinition = {
  flag: waitTimeoutFlag.flag,
  summary: `give up waiting for another command after this long (default: ${String(defaultSeconds)}s)`,
};

export function readWaitTimeoutMs(input: CommandInput): number {
  return (secondsFlag(input, "waitTimeout", "--wait-timeout") ?? defaultSeconds) * 1000;
}
