import type { Cluster } from "./cluster.ts";
import { docker, inspect } from "./docker.ts";

/** A volume in memory with so much room: the disk of whoever runs these tests is not to be filled. */
export async function smallVolume(cluster: Cluster, name: string, size: string, owner: number): Promise<void> {
  const options = ["type=tmpfs", "device=tmpfs", `o=size=${size},uid=${String(owner)},mode=0777`];
  const labels = [`com.docker.compose.project=temporal-${cluster.instance}`, `com.docker.compose.volume=${name}`];
  await docker(
    "volume",
    "create",
    ...options.flatMap((option) => ["--opt", option]),
    ...[...labels, `io.temporal-start.instance=${cluster.instance}`].flatMap((label) => ["--label", label]),
    cluster.named(name),
  );
}

export interface Filler {
  /** Takes the room that is left, but for so much. */
  fill(leftKilobytes: number): Promise<void>;
  makeRoom(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Somebody else's file in the volume of a service. Also keeps a volume in memory mounted, which is empty as soon as no
 * container has it.
 */
export async function fillerOf(cluster: Cluster, service: string): Promise<Filler> {
  const { Config, Mounts } = await inspect(cluster.named(service));
  const mount = Mounts.find(({ Type }) => Type === "volume");
  if (mount?.Name === undefined) throw new Error(`${service} has no volume`);
  const id = await docker(
    // At the same place, for which the image would otherwise have a volume of its own.
    ...["run", "--detach", "--user", "root", "--volume", `${mount.Name}:${mount.Destination}`, "--entrypoint", "sleep"],
    // Removed with what a run that was killed has left, and none of the cluster's own.
    ...["--label", `io.temporal-start.instance=${cluster.instance}-filler`, Config.Image, "infinity"],
  );
  const inVolume = (command: string): Promise<string> =>
    docker("exec", "--workdir", mount.Destination, id, "sh", "-c", command);
  return {
    async fill(leftKilobytes) {
      await inVolume(`! cat /dev/zero 2>/dev/null >filler && truncate --size=-${String(leftKilobytes)}K filler`);
    },
    async makeRoom() {
      await inVolume("rm -f filler");
    },
    async remove() {
      await docker("rm", "--force", id);
    },
  };
}
