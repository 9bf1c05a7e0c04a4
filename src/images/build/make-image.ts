import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { recipeHashLabel } from "../plan/content-hash.ts";
import type { ImageRecipe } from "../recipe.ts";
import { copyFilesBelow } from "./files.ts";
import type { StepCommand } from "./step-commands.ts";

/** What an image says of itself, in the keys of the OCI image specification. */
export function imageLabels(recipe: ImageRecipe, hash: string): Readonly<Record<string, string>> {
  return {
    "org.opencontainers.image.title": recipe.title,
    "org.opencontainers.image.version": recipe.version,
    "org.opencontainers.image.licenses": recipe.licences,
    "org.opencontainers.image.revision": hash,
    [recipeHashLabel]: hash,
  };
}

/** Places of one image build. */
export interface ImagePlaces {
  readonly imagesFolder: string;
  /** Folders of the artifacts the Dockerfile reads; each holds `bin`, `files`, `debs` or `jars`. */
  readonly artifactFolders: readonly string[];
  readonly workFolder: string;
  readonly parentTag: string;
}

/** Puts recipe and artifacts together and builds the image without network: nothing of the host can leak into it. */
export async function makeImage(
  run: StepCommand,
  recipe: ImageRecipe,
  hash: string,
  places: ImagePlaces,
): Promise<void> {
  const context = join(places.workFolder, "context");
  await mkdir(join(context, "artifacts"), { recursive: true });
  await copyFilesBelow(join(places.imagesFolder, recipe.folder), join(context, "recipe"));
  for (const folder of places.artifactFolders) await copyFilesBelow(folder, join(context, "artifacts"));

  const labels = Object.entries(imageLabels(recipe, hash)).map(([name, value]) => `${name}=${value}`);
  await run(
    "docker",
    [
      "build",
      "--progress=plain",
      "--network=none",
      "--pull=false",
      `--file=${join(context, "recipe", "Dockerfile")}`,
      `--build-arg=PARENT=${places.parentTag}`,
      // A recipe for one version alone does not take it.
      `--build-arg=VERSION=${recipe.version}`,
      ...labels.flatMap((label) => ["--label", label]),
      `--tag=${recipe.localTag}`,
      context,
    ],
    { env: { DOCKER_BUILDKIT: "1" } },
  );
}
