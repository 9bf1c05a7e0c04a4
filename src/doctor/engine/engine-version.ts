import { isOlder, leastApiVersion } from "../../cluster/requirements.ts";
import type { EngineInfo } from "../../interfaces/engine-facts.ts";
import { type Check, type Finding, obstacle, ok } from "../check.ts";

export const engineVersion: Check = {
  id: "engine-version",
  group: "engine",
  title: "engine version",
  needs: ["engine"],
  starts: "every",
  look: async (world) => [interpretEngineVersion((await world.engineInfo()).info)],
};

export function interpretEngineVersion({ product, version, apiVersion }: EngineInfo): Finding {
  const seen = `${product} ${version}, API ${apiVersion}`;
  if (!isOlder(apiVersion, leastApiVersion)) return ok(seen);
  return obstacle({
    code: "ENGINE_TOO_OLD",
    seen: `${seen}; API ${leastApiVersion} is needed`,
    todo: product === "Podman Engine" ? "Install Podman 4 or later" : "Install Docker Engine 20.10 or later",
  });
}
