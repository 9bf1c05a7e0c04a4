import type { Settings } from "./services/index.ts";

/** The version in the tag of an image of the server or of admin-tools; undefined where the reference hides it. Twin: compose/schema/postgres-version.sh. */
export function versionOfImage(reference: string): string | undefined {
  return /:v?(\d+\.\d+\.\d+)(?:[^\d/:@][^/:@]*)?(?:@.*)?$/.exec(reference)?.[1];
}

/** Of the server that the settings ask for. */
export function serverVersionOf(settings: Pick<Settings, "TEMPORAL_SERVER_IMAGE">): string | undefined {
  return versionOfImage(settings.TEMPORAL_SERVER_IMAGE);
}

/** `1.23.1` → 1023: what grows with each minor version. */
export function minorOf(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1000 + minor;
}
