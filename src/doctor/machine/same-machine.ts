import type { EngineInfo } from "../../interfaces/engine-facts.ts";
import type { HostProbe } from "../../interfaces/host.ts";

/** Whether the engine runs on this kernel, and not in a virtual machine: then /proc and the disk here are its own. */
export function isSameMachine(
  { kernelVersion }: Pick<EngineInfo, "kernelVersion">,
  host: Pick<HostProbe, "platform" | "kernelVersion">,
): boolean {
  return host.platform === "linux" && kernelVersion === host.kernelVersion;
}
