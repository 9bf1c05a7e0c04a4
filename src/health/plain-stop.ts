import type { ServiceObservation } from "./service-observation.ts";

/** Why a service is stopped that did not end by itself. */
export const plainStop = "Stopped.";

/**
 * Of a program that was told to end: by itself, by SIGINT, SIGTERM or, after its grace, SIGKILL. A Go program that is
 * process 1 and handles no SIGTERM ends with 2; the Web UI does.
 */
const codesOfStop = [0, 2, 130, 143, 137];

/**
 * Whether a container ended because it was told to. The engine restarts one that ends by itself, so one that stays
 * ended beside others that run is another matter, which the caller knows.
 */
export function isPlainStop({ container, details, ends = [] }: ServiceObservation): boolean {
  if (container?.state !== "exited" || details?.outOfMemory === true || ends.at(-1)?.outOfMemory === true) return false;
  return container.exitCode !== undefined && codesOfStop.includes(container.exitCode);
}
