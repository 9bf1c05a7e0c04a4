import { allRecipes } from "../index.ts";
import type { BuildTask } from "../plan/build-plan.ts";
import type { Artifact, ImageRecipe } from "../recipe.ts";
import type { ArtifactCache } from "./artifact-cache.ts";
import { bootstrapImage } from "./bootstrap-image.ts";
import { downloadPackages } from "./debian-artifacts.ts";
import { compileProgram, copyModuleFiles } from "./go-artifacts.ts";
import { makeImage } from "./make-image.ts";
import { fetchJars } from "./maven-artifacts.ts";
import type { StepCommand } from "./step-commands.ts";

export interface BuildPlaces {
  readonly imagesFolder: string;
  readonly architecture: string;
  readonly cache: ArtifactCache;
}

/** Does what one step of the plan says. */
export async function performTask(run: StepCommand, task: BuildTask, places: BuildPlaces): Promise<void> {
  const { cache } = places;
  switch (task.type) {
    case "artifact":
      return cache.fill(task.key, (folder) => makeArtifact(run, task.artifact, parentTag(task.recipe), places, folder));
    case "bootstrap":
      return cache.withWorkFolder((workFolder) => {
        const { recipe } = task;
        if (recipe.bootstrap === undefined) throw new Error(`Recipe ${recipe.name} has nothing to bootstrap from`);
        return bootstrapImage(run, { ...recipe, bootstrap: recipe.bootstrap }, task.hash, { ...places, workFolder });
      });
    case "image":
      return cache.withWorkFolder((workFolder) =>
        makeImage(run, task.recipe, task.hash, {
          imagesFolder: places.imagesFolder,
          artifactFolders: task.artifactKeys.map((key) => cache.folder(key)),
          workFolder,
          parentTag: parentTag(task.recipe),
        }),
      );
  }
}

async function makeArtifact(
  run: StepCommand,
  artifact: Artifact,
  parent: string,
  places: BuildPlaces,
  folder: string,
): Promise<void> {
  const { imagesFolder, architecture } = places;
  switch (artifact.kind) {
    case "go-program":
      return compileProgram(run, artifact, imagesFolder, architecture, folder);
    case "go-files":
      return copyModuleFiles(run, artifact, imagesFolder, folder);
    case "maven":
      return fetchJars(run, artifact, imagesFolder, folder);
    case "debian":
      return places.cache.withWorkFolder((workFolder) =>
        downloadPackages(run, artifact, { parentTag: parent, architecture, workFolder, folder }),
      );
  }
}

function parentTag(recipe: ImageRecipe): string {
  return allRecipes.find(({ name }) => name === recipe.parent)?.localTag ?? "scratch";
}
