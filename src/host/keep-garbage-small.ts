import { setFlagsFromString } from "node:v8";

/**
 * For who passes much through: V8 would let the room for what is new grow to three times 16 MB, and that for the rest to
 * several times of what is in use, before it looks what of it is garbage. Measured on a rebuild of 51,000 records: at most
 * 137 MB instead of 220, in the same time.
 */
export function keepGarbageSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=100");
}
