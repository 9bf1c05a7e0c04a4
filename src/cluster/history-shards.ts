import type { Settings } from "./services/index.ts";

/** The server goes by the number that its data was made with, and says nothing of another one in the settings. */
export function otherShards(
  { TEMPORAL_HISTORY_SHARDS: wanted }: Pick<Settings, "TEMPORAL_HISTORY_SHARDS">,
  real: number | undefined,
): string | undefined {
  if (real === undefined || real === wanted) return undefined;
  return `TEMPORAL_HISTORY_SHARDS is ${String(wanted)}, and the data has ${String(real)}: its first start fixed them, and ${String(real)} is what counts.`;
}
