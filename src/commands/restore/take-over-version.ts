import { serverVersionOf } from "../../cluster/server-version.ts";
import { releaseOf } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { chooseRelease, writtenVersions } from "../shared/release-images.ts";

/**
 * Data goes with the server that wrote it: where nobody has written another version down, this command goes on with that of
 * the data.
 */
export async function takeOverVersion(
  context: Needs<"choose" | "reporter" | "settings">,
  version: string | undefined,
): Promise<void> {
  const settings = await context.settings();
  const release = releaseOf(version);
  const isOurs = release?.version === serverVersionOf(settings.values);
  if (release === undefined || isOurs || writtenVersions(settings).length > 0) return;
  context.reporter.note(`The data is of server ${release.version}, which comes with it.`);
  await chooseRelease(context, release, false);
}

/**
 * Data that went on from its backup may have gone through an upgrade.
 * @throws TemporalStartError BACKUP_DOES_NOT_FIT where the settings say another version than the data is of
 */
export async function requireOwnVersion(context: Needs<"settings">, version: string | undefined): Promise<void> {
  const ours = serverVersionOf((await context.settings()).values);
  if (version === undefined || ours === undefined || version === ours) return;
  throw new TemporalStartError({
    code: "BACKUP_DOES_NOT_FIT",
    category: "preflight",
    message: `At that moment the data is of server ${version}, and the settings ask for ${ours}; what was there before is in place.`,
    hint: `Name the images of ${version} in the settings and repeat the command, or another --to-time.`,
  });
}

/** What this command goes on with is kept for the instance, where nobody wrote it down. */
export async function keepVersion(context: Needs<"choose" | "settings">): Promise<void> {
  const settings = await context.settings();
  const release = releaseOf(serverVersionOf(settings.values));
  if (release !== undefined && writtenVersions(settings).length === 0) await chooseRelease(context, release, true);
}
