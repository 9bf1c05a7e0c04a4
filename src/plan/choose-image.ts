import { isBuiltHere } from "../cluster/built-images.ts";
import { type Service, type Settings, settingsShape } from "../cluster/services/index.ts";
import { isOurChoice } from "../cluster/settings/origins.ts";
import { standInOf } from "../cluster/versions.ts";

export interface ImageChoice {
  readonly reference: string;
  /** `configured` by the user, `upstream` or `local`ly built. */
  readonly source: "configured" | "upstream" | "local";
  /** Undefined when the image has to be pulled first. */
  readonly id: string | undefined;
}

/** All that `chooseImage` has to know of the engine, by reference. */
export function candidatesFor({ image }: Service, settings: Settings): readonly string[] {
  const reference = String(settings[image.setting]);
  return [reference, localOf({ image }, reference) ?? []].flat();
}

/** What is built here for a reference. */
function localOf({ image }: Pick<Service, "image">, reference: string): string | undefined {
  return standInOf(reference) ?? (reference === settingsShape[image.setting].defaultValue ? image.local : undefined);
}

/**
 * The one place where it is decided what a unit is made from. An image the user names is used whatever else there is.
 * Otherwise the upstream image when it is present, else a locally built one that is present, else the upstream one, which
 * is then pulled.
 */
export function chooseImage(
  service: Service,
  settings: Settings,
  origins: Readonly<Record<string, string>>,
  present: ReadonlyMap<string, string>,
): ImageChoice {
  const reference = String(settings[service.image.setting]);
  const id = present.get(reference);
  if (!isOurChoice(origins[service.image.setting])) return { reference, source: "configured", id };
  const local = localOf(service, reference) ?? "";
  const localId = present.get(local);
  return id === undefined && localId !== undefined
    ? { reference: local, source: "local", id: localId }
    : { reference, source: isBuiltHere(reference) ? "local" : "upstream", id };
}
