import { labelsOf } from "../../src/backends/compose/labels.ts";
// cspell:ignore NCPU seccomp
import type { EngineInfo, NetworkFacts } from "../../src/interfaces/engine-facts.ts";

/** What the Engine API answers to `GET /info` and `GET /version`; the two share no field. */
export function engineAnswers(info: EngineInfo): unknown {
  return {
    OperatingSystem: info.operatingSystem,
    OSType: info.osType,
    KernelVersion: info.kernelVersion,
    MemTotal: info.memoryBytes,
    NCPU: info.processors,
    DockerRootDir: info.rootFolder,
    SecurityOptions: ["name=seccomp,profile=default", ...(info.isRootless ? ["name=rootless"] : [])],
    HttpProxy: info.hasProxy ? "http://proxy.example:3128" : "",
    HttpsProxy: "",
    SystemTime: info.systemTimeMs === undefined ? undefined : new Date(info.systemTimeMs).toISOString(),
    DefaultAddressPools: info.addressPools?.map(({ base, size }) => ({ Base: base, Size: size })),
    Components: [{ Name: info.product === "Podman Engine" ? "Podman Engine" : "Engine" }],
    Version: info.version,
    ApiVersion: info.apiVersion,
    Arch: info.architecture,
  };
}

export function networkAnswer({ name, subnets, marks }: NetworkFacts): unknown {
  return {
    Name: name,
    Labels: labelsOf(marks),
    IPAM: { Driver: "default", Config: subnets.map((Subnet) => ({ Subnet })) },
  };
}
