import type { FlagDefinition } from "../input.ts";
import { readSeconds } from "./flags.ts";

/** Long enough for a slow laptop's first start; pulls are not part of it. */
const defaultSeconds = 300;
export const defaultWaitTimeoutMs = defaultSeconds * 1000;

/** Of every command that waits until the cluster is ready. */
export const waitTimeoutFlag = {
  flag: "--wait-timeout <duration>",
  summary: `give up waiting after this long (default: ${String(defaultSeconds)}s)`,
} as const satisfies FlagDefinition;

/** Of the commands that wait for nothing but another command that changes the cluster. */
export const lockTimeoutFlag = {
  flag: waitTimeoutFlag.flag,
  summary: `give up waiting for another command after this long (default: ${String(defaultSeconds)}s)`,
} as const satisfies FlagDefinition;

export function readWaitTimeoutMs(text: string | undefined): number {
  return (readSeconds(text, "--wait-timeout") ?? defaultSeconds) * 1000;
}
