import type { EngineInfo } from "../../interfaces/engine-facts.ts";
import { type Check, type Finding, obstacle, ok, warning } from "../check.ts";

/** For which the upstream images and the recipes of the local ones exist. */
const known: readonly string[] = ["amd64", "arm64"];

export const architecture: Check = {
  id: "architecture",
  group: "engine",
  title: "architecture",
  needs: ["engine"],
  starts: "every",
  look: async (world) => [interpretArchitecture((await world.engineInfo()).info)],
};

export function interpretArchitecture({ osType, architecture: found, processors }: EngineInfo): Finding {
  if (osType === "windows") {
    return obstacle({
      code: "PLATFORM_UNSUPPORTED",
      seen: "the engine runs Windows containers",
      todo: "Docker Desktop: switch to Linux containers",
    });
  }
  if (known.includes(found)) return ok(`${osType}/${found}, ${String(processors)} processors`);
  // Somebody may have made images for it.
  return warning(`${osType}/${found}; there are no images for it`, `Use an engine on ${known.join(" or ")}`);
}
