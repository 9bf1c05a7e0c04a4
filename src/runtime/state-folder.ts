import { join } from "node:path";
import { instanceLabel } from "../settings/instance.ts";

/** The folder of what is kept for one instance and user between commands; the engine is never contradicted by it. */
export function stateFolder(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
  instance: string,
): string {
  const base = environment.XDG_STATE_HOME || join(home, ".local", "state");
  return join(base, "temporal-start", instanceLabel(instance));
}
