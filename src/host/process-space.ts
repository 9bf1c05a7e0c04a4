import { readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Where numbers of processes mean the same: this machine and, on Linux, the container that this program may run in. */
export function processSpace(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}
