import type { Settings } from "./services/index.ts";
import { memoryBytes } from "./settings/memory.ts";
import { lastingUnits, type Topology } from "./topology.ts";

/** The oldest with which compose/compose.yml works as it stands. */
export const leastApiVersion = "1.41";
const leastComposeVersion = "2.17";
/** Takes back what another file has: `!reset` and `!override` of compose/security-tls.yml. */
const leastComposeVersionSecured = "2.24.4";

/** @param settings undefined where they cannot be read */
export function leastComposeVersionFor(settings: Pick<Settings, "TEMPORAL_SECURITY"> | undefined): string {
  return settings === undefined || settings.TEMPORAL_SECURITY === "off"
    ? leastComposeVersion
    : leastComposeVersionSecured;
}

/** The version in what a program says of itself: `v2.26.1-4` → `2.26.1`. */
export function readVersion(text: string): string | undefined {
  return /\d+\.\d+(?:\.\d+)*/.exec(text)?.[0];
}

/** Compares by numbers, part by part. A version that cannot be read is not called old. */
export function isOlder(version: string, least: string): boolean {
  const parts = (readVersion(version) ?? "").split(".").map(Number);
  if (parts.length < 2) return false;
  const wanted = least.split(".").map(Number);
  const differing = wanted.findIndex((part, index) => part !== (parts[index] ?? 0));
  return differing >= 0 && (parts[differing] ?? 0) < (wanted[differing] ?? 0);
}

/** Whether a version is of those that have something from one on, until it was mended in another. */
export function isAffected(
  version: string,
  { since, fixedIn }: { readonly since: string; readonly fixedIn: string },
): boolean {
  return !isOlder(version, since) && isOlder(version, fixedIn);
}

/** What all units of ours may use at most, together. */
export function memoryLimitBytes(settings: Settings, topology: Topology): number {
  const own = lastingUnits(topology).filter(({ isExternal }) => !isExternal);
  const limits = own.flatMap(({ service }) =>
    Object.entries(service.settings).flatMap(([key, { kind }]) =>
      kind === "memory" && key.endsWith("_MEMORY") ? [memoryBytes(String(settings[key as keyof Settings]))] : [],
    ),
  );
  return limits.reduce((sum, limit) => sum + limit, 0);
}

/** Of all services beside the heap of Elasticsearch; 120 to 200 MB were measured with the default settings. */
const besideHeapBytes = 256 * 1_048_576;

/** What a cluster without work uses once the heap is filled, which happens with time. */
export function memoryInUseBytes({ ELASTICSEARCH_HEAP }: Settings): number {
  return memoryBytes(ELASTICSEARCH_HEAP) + besideHeapBytes;
}

/** `1.5 GB`, in the units of memory limits. */
export function showBytes(bytes: number): string {
  const gigabytes = bytes / 1_073_741_824;
  return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GB` : `${String(Math.round(bytes / 1_048_576))} MB`;
}
