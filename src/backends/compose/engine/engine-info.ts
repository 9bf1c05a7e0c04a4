// cspell:ignore NCPU
import { defined } from "../../../defined.ts";
import type { EngineInfo, NetworkFacts } from "../../../interfaces/engine-facts.ts";
import { readMarks } from "../labels.ts";

/** The engine's own spelling of `GET /info`, as far as it is read. Engines that are not Docker leave fields out. */
interface InfoAnswer {
  readonly OperatingSystem?: string;
  readonly OSType?: string;
  readonly KernelVersion?: string;
  readonly MemTotal?: number;
  readonly NCPU?: number;
  readonly DockerRootDir?: string;
  readonly SecurityOptions?: readonly string[] | null;
  readonly HttpProxy?: string;
  readonly HttpsProxy?: string;
  readonly SystemTime?: string;
  readonly DefaultAddressPools?: readonly { readonly Base: string; readonly Size: number }[] | null;
}

interface VersionAnswer {
  readonly Version?: string;
  readonly ApiVersion?: string;
  readonly Arch?: string;
  readonly Components?: readonly { readonly Name?: string }[] | null;
}

/** Joins the answers to `GET /info` and `GET /version`. */
export function readEngineInfo(infoAnswer: unknown, versionAnswer: unknown): EngineInfo {
  const info = infoAnswer as InfoAnswer;
  const systemTimeMs = Date.parse(info.SystemTime ?? "");
  return {
    ...versionOf(versionAnswer as VersionAnswer),
    ...machineOf(info),
    isRootless: (info.SecurityOptions ?? []).some((option) => /(?:^|name=)rootless/.test(option)),
    hasProxy: Boolean(info.HttpProxy) || Boolean(info.HttpsProxy),
    ...defined({
      systemTimeMs: Number.isNaN(systemTimeMs) ? undefined : systemTimeMs,
      addressPools: info.DefaultAddressPools?.map(({ Base, Size }) => ({ base: Base, size: Size })),
    }),
  };
}

function versionOf(answer: VersionAnswer): Pick<EngineInfo, "product" | "version" | "apiVersion" | "architecture"> {
  const isPodman = (answer.Components ?? []).some(({ Name }) => Name === "Podman Engine");
  return {
    product: isPodman ? "Podman Engine" : "Docker Engine",
    version: answer.Version ?? "",
    apiVersion: answer.ApiVersion ?? "",
    architecture: answer.Arch ?? "",
  };
}

interface NetworkAnswer {
  readonly Name: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly IPAM?: { readonly Config?: readonly { readonly Subnet?: string }[] | null };
}

/** The answer to `GET /networks`. */
export function readNetworks(answer: unknown): readonly NetworkFacts[] {
  return (answer as readonly NetworkAnswer[]).map(({ Name, IPAM, Labels }) => ({
    name: Name,
    subnets: (IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []),
    marks: readMarks(Labels),
  }));
}

function machineOf(
  info: InfoAnswer,
): Pick<EngineInfo, "operatingSystem" | "osType" | "kernelVersion" | "memoryBytes" | "processors" | "rootFolder"> {
  return {
    operatingSystem: info.OperatingSystem ?? "",
    osType: info.OSType ?? "",
    kernelVersion: info.KernelVersion ?? "",
    memoryBytes: info.MemTotal ?? 0,
    processors: info.NCPU ?? 0,
    rootFolder: info.DockerRootDir ?? "",
  };
}
