import type { EngineInfo } from "../../src/interfaces/engine-facts.ts";
import type { HostProbe, PortListener } from "../../src/interfaces/host.ts";

const gigabyte = 1_073_741_824;

export const usualEngine: EngineInfo = {
  product: "Docker Engine",
  version: "27.1.0",
  apiVersion: "1.46",
  operatingSystem: "Debian GNU/Linux 12 (bookworm)",
  osType: "linux",
  kernelVersion: "6.1.0",
  architecture: "amd64",
  memoryBytes: 16 * gigabyte,
  processors: 8,
  rootFolder: "/var/lib/docker",
  isRootless: false,
  hasProxy: false,
};

/** A Linux machine on which nothing is amiss; a test changes what it is about. */
export class FakeHost implements HostProbe {
  platform = "linux";
  kernelVersion = "6.1.0";
  user: HostProbe["user"] = { name: "ada", id: 1000, groupIds: [1000, 998] };
  environment: Record<string, string | undefined> = {};
  readonly home = "/home/ada";
  readonly texts = new Map([
    ["/etc/group", "root:x:0:\ndocker:x:998:ada\n"],
    ["/proc/sys/vm/max_map_count", "262144\n"],
    ["/proc/sys/fs/file-nr", "2048\t0\t9223372036854775807\n"],
    ["/proc/sys/fs/inotify/max_user_instances", "1024\n"],
    ["/proc/sys/fs/inotify/max_user_watches", "65536\n"],
    ["/proc/meminfo", "MemTotal:       16777216 kB\nMemAvailable:    8388608 kB\n"],
  ]);
  paths: string[] = ["/var/run/docker.sock"];
  installed: string[] = ["docker", "dockerd"];
  free: number | undefined = 50 * gigabyte;
  listening: PortListener[] = [];
  routed: { name: string; cidr: string }[] = [{ name: "eth0", cidr: "192.0.2.0/24" }];

  readText = async (path: string): Promise<string | undefined> => this.texts.get(path);
  existing = async (paths: readonly string[]): Promise<readonly string[]> =>
    paths.filter((path) => this.paths.includes(path));
  programs = async (names: readonly string[]): Promise<readonly string[]> =>
    names.filter((name) => this.installed.includes(name));
  freeBytes = async (): Promise<number | undefined> => this.free;
  listeners = async (ports: readonly number[]): Promise<readonly PortListener[]> =>
    this.listening.filter(({ port }) => ports.includes(port));
  routes = async (): Promise<readonly { name: string; cidr: string }[]> => this.routed;
}
