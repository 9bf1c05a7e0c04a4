import { constants, setPriority } from "node:os";

/** Of this process, and of those that it starts. */
export function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // Where a sandbox forbids it, the work is as urgent as any.
  }
}
