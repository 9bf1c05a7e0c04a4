import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Where numbers of processes mean the same: this machine and, on Linux, the container that this program may run in. */
export function processSpace(): string {
  try {
    // The first space of processes has the same number on every machine; the boot tells those of one name apart.
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${hostname()} ${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}
