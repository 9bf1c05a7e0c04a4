import { TemporalStartError } from "../../errors.ts";
import type { CommandSettings } from "../command.ts";

export type ImageSetting = "ELASTICSEARCH_IMAGE" | "POSTGRES_IMAGE" | "TEMPORAL_SERVER_IMAGE";

/** An image that is named, and tells nobody of which version it is. */
export function hidesVersion(setting: ImageSetting, image: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "preflight",
    message: `${setting} is ${image}, which hides its version; nothing was changed.`,
    hint: "Name an image with the version in its tag.",
  });
}

/**
 * What is written of a store would have the next start refused.
 * @param there name of the store, and the version it is led to
 */
export function otherImageWritten(
  { origins }: Pick<CommandSettings, "origins">,
  setting: ImageSetting,
  there: { readonly title: string; readonly to: string },
  written: string,
): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_VERSION_WRITTEN",
    category: "settings",
    message: `This leads to ${there.title} ${there.to}, and the settings name ${written}; nothing was changed.`,
    details: [`${setting} is written in: ${origins[setting] ?? ""}`],
    hint: `Write an image of ${there.to} there first, or take the line out: an upgrade keeps the image for the instance.`,
  });
}
