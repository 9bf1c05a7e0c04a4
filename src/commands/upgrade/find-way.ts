import { type Release, releaseOf, serverReleases, versions } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { FlagDefinition } from "../input.ts";
import { type DataVersion, dataVersion, type VersionNeeds } from "./data-version.ts";
import { requireNotOther, writtenRelease } from "./written-release.ts";

export const toFlag = {
  flag: "--to <version>",
  summary: "version of the server (default: what the settings name, else the latest that is known)",
  suggests: serverReleases.map(({ version }) => version),
} as const satisfies FlagDefinition;

export interface Way {
  readonly data: DataVersion;
  /** Where the first step begins: of an upgrade that is under way, where that began. */
  readonly from: string;
  readonly to: string;
  readonly steps: readonly Release[];
}

/**
 * @throws TemporalStartError UPGRADE_NOT_KNOWN, UPGRADE_BACKWARDS, UPGRADE_TOO_FAR, UPGRADE_VERSION_WRITTEN, and why the
 * database cannot be asked
 */
export async function findWay(context: VersionNeeds, wanted: string | undefined): Promise<Way> {
  const { wayTo } = await import("../../upgrade/way.ts");
  const settings = await context.settings();
  const written = writtenRelease(settings);
  const data = await dataVersion(context);
  const { from, to: begun } = data.underWay ?? { from: data.version, to: undefined };
  const to = wanted ?? written?.version ?? begun ?? latest;
  requireNotOther(settings, written, to);
  const target = written ?? releaseOf(to);
  if (target === undefined) throw notKnown(to);
  // What was begun is gone back on by a command of its own.
  return { data, from, to, steps: wayTo(to === from ? (begun ?? from) : from, target, serverReleases) };
}

const latest = serverReleases.at(-1)?.version ?? versions.server;

function notKnown(to: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "usage",
    message: `Server ${to} is none that this program knows the images of; nothing was changed.`,
    hint: `Known are ${serverReleases.map(({ version }) => version).join(", ")}. For another one set TEMPORAL_SERVER_IMAGE and TEMPORAL_CLI_IMAGE.`,
  });
}
