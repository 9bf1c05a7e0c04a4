import type { Manifest } from "../../backup/manifest.ts";
import { serverVersionOf, versionOfImage } from "../../cluster/server-version.ts";
import { releaseOf } from "../../cluster/versions.ts";
import type { Needs } from "../command.ts";
import { imagesOf, writtenVersions } from "../shared/release-images.ts";

/**
 * Data goes with the server that wrote it: where nobody has written another version down, this command goes on with that of
 * the backup.
 * @returns by setting, the images that the instance is to keep once the data is in place; undefined where it has them
 */
export async function takeOverVersion(
  context: Needs<"choose" | "reporter" | "settings">,
  { images }: Manifest,
): Promise<Readonly<Record<string, string>> | undefined> {
  const settings = await context.settings();
  const release = releaseOf(versionOfImage(images["temporal-server"] ?? ""));
  const isOurs = release?.version === serverVersionOf(settings.values);
  if (release === undefined || isOurs || writtenVersions(settings).length > 0) return undefined;
  context.reporter.note(`The data is of server ${release.version}, which comes with it.`);
  const chosen = imagesOf(release, settings);
  await context.choose(chosen, false);
  return chosen;
}
