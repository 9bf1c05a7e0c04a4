import { memoryInUseBytes, memoryLimitBytes, showBytes } from "../../cluster/requirements.ts";
import type { Settings } from "../../cluster/services/index.ts";
import type { Topology } from "../../cluster/topology.ts";
import type { HostProbe } from "../../interfaces/host.ts";
import { isRunning } from "../../plan/observed-state.ts";
import { type Check, type Finding, obstacle, ok, warning } from "../check.ts";
import { isSameMachine } from "./same-machine.ts";

interface MemorySeen {
  readonly totalBytes: number;
  /** What is free now; undefined where it is not known or our cluster uses its part already. */
  readonly availableBytes: number | undefined;
  readonly settings: Settings;
  readonly topology: Topology;
}

export const memory: Check = {
  id: "memory",
  group: "machine",
  title: "memory",
  needs: ["engine", "settings"],
  starts: "every",
  async look(world) {
    const [{ info }, { values, topology }, { containers }] = await Promise.all([
      world.engineInfo(),
      world.settings(),
      world.sortedContainers(),
    ]);
    const isUp = [...containers.values()].some(isRunning);
    const availableBytes = isUp || !isSameMachine(info, world.host) ? undefined : await readAvailable(world.host);
    return [interpretMemory({ totalBytes: info.memoryBytes, availableBytes, settings: values, topology })];
  },
};

async function readAvailable(host: HostProbe): Promise<number | undefined> {
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec((await host.readText("/proc/meminfo")) ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

export function interpretMemory({ totalBytes, availableBytes, settings, topology }: MemorySeen): Finding {
  if (totalBytes === 0) return ok("not known: the engine does not tell its memory");
  const limit = memoryLimitBytes(settings, topology);
  const used = memoryInUseBytes(settings);
  const seen = `${showBytes(totalBytes)} for the engine; the limits of all services add up to ${showBytes(limit)}`;
  const give = `Give the engine more memory (Docker Desktop: Settings, Resources; Colima: colima start --memory 4), or lower ELASTICSEARCH_MEMORY and ELASTICSEARCH_HEAP`;
  if (totalBytes < used) {
    const why = `without work they use about ${showBytes(used)}`;
    return obstacle({ code: "MEMORY_TOO_SMALL", seen: `${seen}, and ${why}`, todo: give });
  }
  if (totalBytes < limit) return warning(seen, give);
  if (availableBytes !== undefined && availableBytes < used) {
    return warning(
      `only ${showBytes(availableBytes)} are free now; the cluster uses about ${showBytes(used)} without work`,
      "End what needs much memory, or the kernel may end Elasticsearch",
    );
  }
  return ok(seen);
}
