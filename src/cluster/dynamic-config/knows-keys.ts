import { readVersion } from "../requirements.ts";
import type { Settings } from "../services/index.ts";
import { keysOfVersion } from "./known-keys.ts";

/** Whether the server is of the version whose keys are known here; an image that hides its version may be any. */
export function knowsKeys({ TEMPORAL_SERVER_IMAGE }: Pick<Settings, "TEMPORAL_SERVER_IMAGE">): boolean {
  const version = readVersion(/:([^/]+)$/.exec(TEMPORAL_SERVER_IMAGE)?.[1] ?? "");
  return version === keysOfVersion || version?.startsWith(`${keysOfVersion}.`) === true;
}
