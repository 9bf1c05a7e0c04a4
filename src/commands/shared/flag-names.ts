import type { FlagDefinition } from "../input.ts";

/** `-n, --tail <lines>` → `-n`, `--tail`. */
export function flagNames({ flag }: FlagDefinition): readonly string[] {
  return flag.split(/[ ,]+/).filter((word) => word.startsWith("-"));
}

export function takesValue({ flag }: FlagDefinition): boolean {
  return flag.includes("<");
}
