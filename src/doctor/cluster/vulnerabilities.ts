import { isAffected, readVersion } from "../../cluster/requirements.ts";
import { vulnerabilities } from "../../cluster/vulnerabilities.ts";
import type { WantedImage } from "../../observe/list-images.ts";
import { type Check, type Finding, ok, warning } from "../check.ts";

export const knownVulnerabilities: Check = {
  id: "vulnerabilities",
  group: "security",
  title: "vulnerabilities",
  needs: ["engine", "settings"],
  // The default versions have some, so every first start would begin with them.
  starts: "none",
  look: async (world) => interpretVersions(await world.images()),
};

/** Goes by the tags: an image that hides its version is not accused. */
export function interpretVersions(wanted: readonly Pick<WantedImage, "setting" | "reference">[]): readonly Finding[] {
  const found = vulnerabilities.flatMap((known): Finding[] => {
    const { id, setting, fixedIn, what, todo } = known;
    const reference = wanted.find((image) => image.setting === setting)?.reference ?? "";
    const version = readVersion(/:([^/]+)$/.exec(reference)?.[1] ?? "");
    if (version === undefined || !isAffected(version, known)) return [];
    return [{ subject: id, ...warning(`${reference}: ${what}; fixed in ${fixedIn}`, todo) }];
  });
  return found.length > 0 ? found : [ok("none known of these versions")];
}
