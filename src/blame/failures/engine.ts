import type { KnownFailure } from "./failure.ts";

/** What the Docker Engine refuses, in its own words. */
export const engineFailures: readonly KnownFailure[] = [
  {
    id: "PORT_TAKEN",
    signs: [
      {
        engine:
          /port is already allocated|bind: address already in use|Ports are not available.*(?:already in use|Only one usage)/,
      },
    ],
    cause: "Another program took one of the cluster's ports between the check and the start.",
    advice: "temporal-start start, which names the port, who holds it and the setting to change",
    link: "https://docs.docker.com/engine/network/port-publishing/",
  },
  {
    id: "PORT_NOT_ALLOWED",
    signs: [
      {
        engine:
          /cannot expose privileged port|(?:bind|ports?) .*(?:permission denied|forbidden by its access permissions)|cannot assign requested address/i,
      },
    ],
    cause: "The engine may not open one of the ports, or not at the address of TEMPORAL_BIND_ADDRESS.",
    advice:
      "Choose ports above 1024, and TEMPORAL_BIND_ADDRESS=127.0.0.1 or an address of this machine, then: temporal-start start",
    link: "https://docs.docker.com/engine/security/rootless/tips/",
  },
  {
    id: "ADDRESS_POOL_EXHAUSTED",
    signs: [
      {
        engine:
          /non-overlapping IPv4 address pool|predefined address pools have been fully subnetted|Pool overlaps with other one/,
      },
    ],
    cause: "The engine has no address range left for another network, or the range it would take is used by a VPN.",
    advice:
      "Remove networks that nobody uses (docker network prune), or add default-address-pools to daemon.json, then: temporal-start start",
    link: "https://docs.docker.com/engine/network/#subnet-allocation",
  },
  {
    id: "NETWORK_GONE",
    signs: [
      {
        engine:
          /network [\w.-]+ not found|network \S+ (?:could not be|was not) found|failed to set up container networking: network/,
      },
    ],
    cause: "A container belongs to a network that was removed.",
    advice: "temporal-start down, which removes containers and network and keeps the data, then: temporal-start start",
    link: "https://docs.docker.com/reference/cli/docker/network/",
  },
  {
    id: "MOUNT_MISSING",
    signs: [{ engine: /bind source path does not exist/ }],
    cause: "A folder that is mounted into a container is not there.",
    advice:
      "Set TEMPORAL_CONFIG_DIR to a folder with development-sql.yaml, or reinstall the package, then: temporal-start start",
    link: "https://docs.docker.com/engine/storage/bind-mounts/",
  },
  {
    id: "MOUNT_NOT_SHARED",
    signs: [{ engine: /mounts denied|is not shared from (?:the host|OS X)/i }],
    cause: "The engine runs in a virtual machine that does not see a folder of this machine.",
    advice:
      "Share the folder (Docker Desktop: Settings, Resources, File sharing) or move the files below your home, then: temporal-start start",
    link: "https://docs.docker.com/desktop/settings-and-maintenance/settings/",
  },
  {
    id: "CPU_LIMIT_TOO_HIGH",
    signs: [{ engine: /range of CPUs is from/i }],
    cause: "A …_CPUS setting asks for more processors than the engine's machine has.",
    advice: "Lower it in temporal.env, or set it to 0 for no limit, then: temporal-start start",
    link: "https://docs.docker.com/engine/containers/resource_constraints/#cpu",
  },
  {
    id: "NAME_TAKEN",
    signs: [{ engine: /Conflict\. The container name .* is already in use/ }],
    cause: "A container that is not ours took one of the cluster's names between the check and the start.",
    advice: "temporal-start start, which names it and the ways out",
    link: "https://docs.docker.com/reference/cli/docker/container/rename/",
  },
  {
    id: "FIREWALL_RULES_LOST",
    signs: [{ engine: /iptables failed|No chain\/target\/match by that name/ }],
    cause: "The engine's firewall rules are gone, mostly because a firewall was restarted after the engine.",
    advice: "Restart the engine (sudo systemctl restart docker), then: temporal-start start",
    link: "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
  },
  {
    id: "ENGINE_DISK_FULL",
    signs: [{ engine: /no space left on device/i }],
    cause: "The engine's disk is full, or has no inodes left.",
    advice: "Make room (docker system df shows what takes it), then: temporal-start start",
    link: "https://docs.docker.com/engine/manage-resources/pruning/",
  },
];
