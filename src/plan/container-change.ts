import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import type { ImageChoice } from "./choose-image.ts";

/** Why a container is not as it would be made now; undefined when it is. */
export function containerChange(
  container: ContainerFacts,
  image: ImageChoice | undefined,
  configHash: string | undefined,
): string | undefined {
  const imageChange = image === undefined ? undefined : imageChangeOf(container, image);
  if (imageChange !== undefined) return imageChange;
  const labelled = container.marks.configHash;
  return configHash !== undefined && labelled !== configHash ? "settings changed" : undefined;
}

function imageChangeOf(container: ContainerFacts, { reference, id }: ImageChoice): string | undefined {
  if (container.imageId === id) return undefined;
  // The engine shows an image by its id once the name has moved on to a newer build.
  const isUnnamed = container.image.startsWith("sha256:") && id !== undefined;
  if (!isUnnamed && container.image !== reference) return `image changed: ${container.image} → ${reference}`;
  return id === undefined ? undefined : `image ${reference} was rebuilt`;
}
