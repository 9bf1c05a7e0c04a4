import { type Settings, settingsShape } from "../../cluster/services/index.ts";
import type { EngineInfo } from "../../interfaces/engine-facts.ts";
import { type Check, type Finding, obstacle, ok } from "../check.ts";

export const processors: Check = {
  id: "processors",
  group: "machine",
  title: "processors",
  needs: ["engine", "settings"],
  starts: "every",
  async look(world) {
    const [{ info }, { values }] = await Promise.all([world.engineInfo(), world.settings()]);
    return [interpretProcessors(info, values)];
  },
};

/** Docker makes no container that may use more processors than there are; Podman does. */
export function interpretProcessors(
  { product, processors: count }: Pick<EngineInfo, "product" | "processors">,
  settings: Settings,
): Finding {
  if (count === 0) return ok("not known: the engine does not tell its processors");
  const tooHigh = Object.entries(settingsShape).flatMap(([key, { kind }]) => {
    const value = settings[key as keyof Settings];
    return kind === "cpus" && Number(value) > count ? [`${key}=${String(value)}`] : [];
  });
  const seen = `${String(count)} for the engine`;
  if (tooHigh.length === 0 || product !== "Docker Engine") return ok(seen);
  return obstacle({
    code: "CPUS_TOO_MANY",
    seen: `${seen}, fewer than ${tooHigh.join(", ")}`,
    todo: "Lower it to what the engine has, or set it to 0 for no limit",
  });
}
