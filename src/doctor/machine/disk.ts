import { showBytes } from "../../cluster/requirements.ts";
import { type Check, type Finding, obstacle, ok, warning } from "../check.ts";
import { isSameMachine } from "./same-machine.ts";

const gigabyte = 1_073_741_824;
/**
 * Below this Elasticsearch makes its indices read-only: cluster.routing.allocation.disk.watermark.flood_stage.
 * The two higher marks keep shards off a node only where there are several.
 */
const leastBytes = gigabyte / 4;
const roomyBytes = 5 * gigabyte;

export const disk: Check = {
  id: "disk",
  group: "machine",
  title: "disk",
  needs: ["engine"],
  starts: "every",
  async look(world) {
    const { info } = await world.engineInfo();
    const freeBytes = isSameMachine(info, world.host) ? await world.host.freeBytes(info.rootFolder) : undefined;
    return [interpretDisk({ folder: info.rootFolder, freeBytes })];
  },
};

interface DiskSeen {
  readonly folder: string;
  readonly freeBytes: number | undefined;
}

export function interpretDisk({ folder, freeBytes }: DiskSeen): Finding {
  if (freeBytes === undefined) return ok(`not known: ${folder} is on the engine's own machine (docker system df)`);
  const seen = `${showBytes(freeBytes)} free for ${folder}`;
  const todo = "docker system df shows what uses it; docker image prune and docker builder prune free some of it";
  if (freeBytes < leastBytes) {
    const why = `Elasticsearch writes nothing below ${showBytes(leastBytes)}`;
    return obstacle({ code: "DISK_FULL", seen: `${seen}; ${why}`, todo });
  }
  return freeBytes < roomyBytes ? warning(seen, todo) : ok(seen);
}
