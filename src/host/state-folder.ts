import { join } from "node:path";
import { instanceLabel } from "../cluster/settings/instance.ts";
import { dataHome, stateHome } from "./user-folders.ts";

/** In it, what is remembered of the configuration of containers; may be lost at any time. */
export const hashesFile = "compose-hashes.json";

/**
 * The folder of what is kept for one instance and user between commands; the engine is never contradicted by it.
 * @throws TemporalStartError HOME_UNKNOWN where there is no place for it
 */
export function stateFolder(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
  instance: string,
): string {
  return join(stateHome(environment, home), "temporal-start", instanceLabel(instance));
}

/**
 * Where backups of an instance go that are given no other place.
 * @throws TemporalStartError HOME_UNKNOWN where there is no place for it
 */
export function backupFolder(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
  instance: string,
): string {
  return join(dataHome(environment, home), "temporal-start", "backups", instanceLabel(instance));
}
