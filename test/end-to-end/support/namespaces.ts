import { spawn } from "node:child_process";
import { once } from "node:events";
import { inject } from "vitest";
import { forget, remember } from "./run-processes.ts";

export interface Namespaces {
  /** A process with their mounts and network. */
  readonly pid: number;
  /** Words of nsenter that lead inside. */
  readonly entrance: readonly string[];
  /** Ends every process inside. */
  close(): Promise<void>;
}

export interface Mounts {
  /** Folder that nobody inside can change. */
  readonly layers: string;
  /** Folder that becomes a small disk of its own. */
  readonly disk: string;
  /** What the disk begins with. */
  readonly content: string;
  /** Of the disk. Elasticsearch writes nothing below 256 MB, and again above 512 MB. */
  readonly diskBytes: number;
}

const script = `
set -e
mkdir -p /run/docker /run/containerd
mount -t tmpfs tmpfs /run/docker
mount -t tmpfs tmpfs /run/containerd
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount -t tmpfs -o "size=$4" tmpfs "$2"
cp -a "$3/." "$2"
ip link set lo up
echo ready
cat >/dev/null
exit
`;

/**
 * Processes, mounts, firewall rules and ports that touch no other engine's, and end with the first process. That one
 * ends as soon as nobody holds its stdin, that is with this process, however it ends. It is a shell, which takes over
 * processes that have lost their parent.
 */
export async function openNamespaces({ layers, disk, content, diskBytes }: Mounts): Promise<Namespaces> {
  const kinds = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const first = spawn("unshare", [...kinds, "sh", "-c", script, "sh", layers, disk, content, String(diskBytes)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { pid } = first;
  if (pid === undefined) throw new Error("unshare did not start.");
  const run = inject("clusterRun");
  // As a worker, it is killed before the programs of an interrupted run, and what runs inside goes with it.
  remember(run, "worker", pid);
  const gone = once(first, "exit").then(() => null);
  if ((await Promise.race([once(first.stdout, "data"), gone])) === null)
    throw new Error("No namespaces for an engine of its own: unshare says why above.");
  return {
    pid,
    entrance: ["--target", String(pid), "--mount", "--net", `--pid=/proc/${String(pid)}/ns/pid_for_children`],
    async close() {
      first.stdin.end();
      await gone;
      forget(run, "worker", pid);
    },
  };
}
