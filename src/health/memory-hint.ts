import type { Service } from "../cluster/services/index.ts";

/** How a service gets more memory, or needs less. */
export function memoryHint({ settings, memoryAdvice }: Pick<Service, "settings" | "memoryAdvice">): string {
  const setting = Object.keys(settings).find((key) => key.endsWith("_MEMORY")) ?? "its memory limit";
  const more = memoryAdvice === undefined ? "" : ` ${memoryAdvice}`;
  return `Raise ${setting} in temporal.env, then: temporal-start start.${more}`;
}
