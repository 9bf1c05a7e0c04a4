import type { generalSettings } from "../settings/general.ts";
import { instanceName } from "../settings/instance.ts";
import type { ValuesOf } from "../settings/setting.ts";

export type Secured = Pick<ValuesOf<typeof generalSettings>, "TEMPORAL_SECURITY" | "TEMPORAL_INSTANCE">;

/** A secured cluster keeps its stores to itself. */
export function isStorePublished({ TEMPORAL_SECURITY = "off" }: Partial<Secured>): boolean {
  return TEMPORAL_SECURITY === "off";
}

/** The container inside which a store is asked; undefined where it has a port of this machine. */
export function insideOf(name: string, values: Secured): string | undefined {
  return isStorePublished(values) ? undefined : instanceName(values.TEMPORAL_INSTANCE, name);
}
