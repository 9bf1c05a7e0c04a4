import { join } from "node:path";
import { instanceLabel } from "../cluster/settings/instance.ts";
import { stateHome } from "./user-folders.ts";

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
