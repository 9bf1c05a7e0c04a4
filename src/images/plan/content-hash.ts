import { createHash } from "node:crypto";
import type { Artifact, ImageRecipe } from "../recipe.ts";

/** Label of a built image that holds the hash of what it was built from. */
export const recipeHashLabel = "io.temporal-start.recipe-hash";

/** SHA-256 of each file below compose/images, by its path with forward slashes. */
export type FileHashes = ReadonlyMap<string, string>;

/**
 * Hash of everything that decides what a recipe's image holds: the recipe, its files, the locked
 * modules it compiles, the processor architecture and, through their hashes, its parents.
 */
export function recipeHashes(
  recipes: readonly ImageRecipe[],
  files: FileHashes,
  architecture: string,
): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  for (const recipe of recipes) {
    const parent = recipe.parent === undefined ? "" : hashes.get(recipe.parent);
    if (parent === undefined) throw new Error(`Recipe ${recipe.name} comes before its parent ${recipe.parent ?? ""}`);
    const artifacts = recipe.artifacts.map((artifact) => artifactHash(artifact, files, architecture, parent));
    hashes.set(recipe.name, digest([recipe, below(files, recipe.folder), artifacts, architecture, parent]));
  }
  return hashes;
}

/** Hash of everything that decides one artifact; the name of its folder in the cache. */
export function artifactHash(artifact: Artifact, files: FileHashes, architecture: string, parentHash: string): string {
  switch (artifact.kind) {
    case "go-program":
      return digest([artifact, below(files, artifact.module), architecture]);
    case "go-files":
      return digest([artifact, below(files, artifact.module)]);
    case "maven":
      return digest([artifact, files.get(artifact.pom), files.get(artifact.checksums)]);
    case "debian":
      return digest([artifact, architecture, parentHash]);
  }
}

function below(files: FileHashes, folder: string): readonly (readonly [string, string])[] {
  return [...files].filter(([path]) => path.startsWith(`${folder}/`)).sort(([a], [b]) => (a < b ? -1 : 1));
}

function digest(parts: unknown): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
