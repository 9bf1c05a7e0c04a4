import { isOlder } from "../../cluster/requirements.ts";
import { serverVersionOf } from "../../cluster/server-version.ts";
import { type ImageTags, type Release, releaseOf, serverReleases } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { CommandSettings } from "../command.ts";
import { writtenVersions } from "../shared/release-images.ts";
import { hidesVersion } from "./written-image.ts";

/**
 * What the settings name, which is what they want; undefined where nobody wrote a version down.
 * @throws TemporalStartError UPGRADE_NOT_KNOWN where the image hides its version
 */
export function writtenRelease(settings: CommandSettings): Release | undefined {
  const { values } = settings;
  if (writtenVersions(settings).length === 0) return undefined;
  const version = serverVersionOf(values);
  if (version === undefined) throw hidesVersion("TEMPORAL_SERVER_IMAGE", values.TEMPORAL_SERVER_IMAGE);
  const known = releaseOf(version);
  return {
    changes: [],
    ...known,
    version,
    images: {
      server: itself(values.TEMPORAL_SERVER_IMAGE),
      adminTools: itself(values.TEMPORAL_CLI_IMAGE),
      ui: (known ?? newestUpTo(version))?.images.ui ?? itself(values.TEMPORAL_WEB_IMAGE),
    },
  };
}

/** Whose page goes with a version that is not in the table. */
function newestUpTo(version: string): Release | undefined {
  return serverReleases.findLast((known) => isOlder(known.version, version));
}

/** Nothing stands in for an image that a person names. */
export function itself(reference: string): ImageTags {
  return { upstream: reference, local: reference };
}

/** What is written would have the next start refused. @throws TemporalStartError UPGRADE_VERSION_WRITTEN naming each place */
export function requireNotOther(settings: CommandSettings, written: Release | undefined, to: string): void {
  if (written === undefined || written.version === to) return;
  throw new TemporalStartError({
    code: "UPGRADE_VERSION_WRITTEN",
    category: "settings",
    message: `This leads to server ${to}, and the settings name ${written.version}; nothing was changed.`,
    details: writtenVersions(settings).map((setting) => `${setting} is written in: ${settings.origins[setting] ?? ""}`),
    hint: `Write ${to} there first, or take these lines out: an upgrade keeps the version for the instance.`,
  });
}
