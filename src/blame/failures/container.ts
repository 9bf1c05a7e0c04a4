import type { KnownFailure } from "./failure.ts";

/** What can happen to any container. */
export const containerFailures: readonly KnownFailure[] = [
  {
    id: "OUT_OF_MEMORY",
    signs: [{ outOfMemory: true }],
    cause: "The container needed more memory than its limit allows, and the kernel killed it.",
    advice: "Raise the service's …_MEMORY setting in temporal.env, then: temporal-start start",
    link: "https://docs.docker.com/engine/containers/resource_constraints/",
  },
  {
    id: "WRONG_ARCHITECTURE",
    signs: [{ log: /exec format error|cannot execute binary file/i }, { engine: /exec format error/i }],
    cause: "The image holds programs for another processor than this machine's.",
    advice: "Use an image for this architecture, or build the images here: temporal-start images build",
    link: "https://docs.docker.com/build/building/multi-platform/",
  },
  {
    id: "NAME_NOT_RESOLVED",
    signs: [
      {
        log: /could not translate host name "?temporal-|lookup temporal-[a-z]+(?: on \S+)?: (?:no such host|server misbehaving|i\/o timeout)|Could not resolve host: temporal-/,
      },
    ],
    cause: "A container cannot find another by its name: that one is not on the network, or the network is broken.",
    advice: "temporal-start down, which removes containers and network and keeps the data, then: temporal-start start",
    link: "https://docs.docker.com/engine/network/",
  },
  {
    id: "STOPPED_FROM_OUTSIDE",
    signs: [{ condition: "stopped" }],
    cause:
      "Somebody else stopped the container while the start went on: temporal-start stop, docker stop, or a tool that manages containers.",
    advice: "When that has ended: temporal-start start",
    link: "https://docs.docker.com/engine/containers/start-containers-automatically/",
  },
  {
    id: "KILLED",
    signs: [{ exitCodes: [137], condition: "crash-loop" }],
    cause:
      "The container's process was killed, and not because of its own memory limit: by somebody, or because the machine ran out of memory.",
    advice:
      "Give the machine, or the engine's virtual machine, more memory (dmesg names what was killed), then: temporal-start start",
    link: "https://docs.docker.com/engine/containers/resource_constraints/",
  },
  {
    id: "PROGRAM_NOT_IN_IMAGE",
    signs: [
      { exitCodes: [126, 127] },
      { engine: /executable file not found in \$PATH|exec: "[^"]*": stat [^:]*: no such file or directory/ },
    ],
    cause:
      "The image does not contain the program that shall run, so it is another image than the setting means, or a damaged one.",
    advice: "Check the service's …_IMAGE setting, then: temporal-start start",
    link: "https://docs.docker.com/engine/containers/run/#exit-status",
  },
  {
    id: "PAUSED",
    signs: [{ condition: "paused" }],
    cause: "The container is paused: its process stands still and answers nobody.",
    advice: "temporal-start start, which lets it go on",
    link: "https://docs.docker.com/reference/cli/docker/container/unpause/",
  },
];
