/** Of a value that was chosen for the instance by an earlier command: a free port, or the version of an upgrade. */
export const keptOrigin = "kept for this instance";

/** Whether a value stands in a line of a file of settings. */
export function isLineOfFile(origin = ""): boolean {
  return /:\d+$/.test(origin);
}

/** Whether nobody wrote a setting down. */
export function isOurChoice(origin: string | undefined): boolean {
  return origin === "default" || origin === keptOrigin;
}
