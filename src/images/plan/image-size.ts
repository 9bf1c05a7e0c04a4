export interface ImageLayers {
  /** Bytes of the image with everything it stands on. */
  readonly sizeBytes: number;
  /** Digests of its layers, lowest first. */
  readonly layers: readonly string[];
}

/** Bytes on disk of images together. A layer that an image shares with a listed ancestor counts once. */
export function totalImageBytes(images: readonly ImageLayers[]): number {
  return images.reduce((total, image) => {
    const ancestors = images.filter((other) => other !== image && standsOn(image, other));
    return total + image.sizeBytes - Math.max(0, ...ancestors.map(({ sizeBytes }) => sizeBytes));
  }, 0);
}

function standsOn(image: ImageLayers, other: ImageLayers): boolean {
  return (
    other.layers.length < image.layers.length && other.layers.every((layer, index) => image.layers[index] === layer)
  );
}
