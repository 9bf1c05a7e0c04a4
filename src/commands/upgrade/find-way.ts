import { type ServerRelease, serverReleases } from "../../cluster/versions.ts";
import type { Needs } from "../command.ts";
import type { FlagDefinition } from "../input.ts";
import { type DataVersion, dataVersion, type VersionNeeds } from "./data-version.ts";

export const toFlag = {
  flag: "--to <version>",
  summary: "version of the server to upgrade to (default: the latest that is known)",
  suggests: serverReleases.map(({ version }) => version),
} as const satisfies FlagDefinition;

export type WayNeeds = VersionNeeds & Needs<"settings">;

export interface Way {
  readonly data: DataVersion;
  /** Where the first step begins: of an upgrade that is under way, where that began. */
  readonly from: string;
  readonly to: string;
  readonly steps: readonly ServerRelease[];
}

/** @throws TemporalStartError UPGRADE_NOT_KNOWN, UPGRADE_BACKWARDS, UPGRADE_TOO_FAR, and why the database cannot be asked */
export async function findWay(context: WayNeeds, wanted: string | undefined): Promise<Way> {
  const { wayTo } = await import("../../upgrade/way.ts");
  const data = await dataVersion(context);
  const from = data.underWay?.from ?? data.version;
  const to = wanted ?? data.underWay?.to ?? serverReleases.at(-1)?.version ?? from;
  // What was begun is gone back on by a command of its own.
  const steps = wayTo(data.underWay !== undefined && to === from ? data.underWay.to : from, to, serverReleases);
  return { data, from, to, steps };
}
