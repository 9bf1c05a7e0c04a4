import { isOlder, readVersion } from "../../cluster/requirements.ts";
import type { WantedImage } from "../../observe/list-images.ts";
import { type Check, type Finding, ok, warning } from "../check.ts";

interface Vulnerability {
  readonly id: string;
  readonly setting: string;
  /** Versions from this one on have it. */
  readonly since: string;
  readonly fixedIn: string;
  readonly what: string;
  readonly todo: string;
}

/** Of the versions that are the default here. */
const vulnerabilities: readonly Vulnerability[] = [
  {
    id: "CVE-2024-2689",
    setting: "TEMPORAL_SERVER_IMAGE",
    since: "1.22.0",
    fixedIn: "1.22.7",
    what: "a workflow with invalid UTF-8 can make the server crash over and over",
    todo: "TEMPORAL_SERVER_IMAGE=temporalio/server:1.22.7 in temporal.env has the same schema; or let only people you trust reach the server's port",
  },
  {
    id: "CVE-2024-2435",
    setting: "TEMPORAL_WEB_IMAGE",
    since: "2.0.0",
    fixedIn: "2.24.3",
    what: "the name of a signal can carry a script that runs in the browser of whoever looks at the workflow",
    todo: "TEMPORAL_WEB_IMAGE=temporalio/ui:2.24.3 or later in temporal.env; or let only people you trust start workflows",
  },
];

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
  const found = vulnerabilities.flatMap(({ id, setting, since, fixedIn, what, todo }): Finding[] => {
    const reference = wanted.find((image) => image.setting === setting)?.reference ?? "";
    const version = readVersion(/:([^/]+)$/.exec(reference)?.[1] ?? "");
    if (version === undefined || isOlder(version, since) || !isOlder(version, fixedIn)) return [];
    return [{ subject: id, ...warning(`${reference}: ${what}; fixed in ${fixedIn}`, todo) }];
  });
  return found.length > 0 ? found : [ok("none known of these versions")];
}
