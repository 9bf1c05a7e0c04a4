import type { Artifact, ImageRecipe } from "../recipe.ts";
import { artifactHash, type FileHashes, recipeHashes } from "./content-hash.ts";

export type BuildTask =
  | { readonly type: "bootstrap"; readonly recipe: ImageRecipe; readonly hash: string }
  | { readonly type: "artifact"; readonly recipe: ImageRecipe; readonly artifact: Artifact; readonly key: string }
  | {
      readonly type: "image";
      readonly recipe: ImageRecipe;
      readonly hash: string;
      /** Cache keys of the artifacts that the Dockerfile reads. */
      readonly artifactKeys: readonly string[];
    };

export interface BuildStep {
  readonly id: string;
  readonly image: string;
  /** What a person reads, such as `compile temporal-server`. */
  readonly title: string;
  /** Takes a processor for itself: only a few of these run side by side. */
  readonly heavy: boolean;
  /** Ids of the steps that must be done before. */
  readonly after: readonly string[];
  readonly task: BuildTask;
}

export interface BuildPlan {
  /** In an order in which each step comes after those it waits for. */
  readonly steps: readonly BuildStep[];
  /** Chosen images that are on the engine and up to date. */
  readonly skipped: readonly string[];
}

export interface BuildSituation {
  /** Every recipe, parents first. */
  readonly recipes: readonly ImageRecipe[];
  readonly chosen: readonly string[];
  readonly files: FileHashes;
  readonly architecture: string;
  /** The hash that each image on the engine was built from. */
  readonly presentHashes: ReadonlyMap<string, string>;
  readonly force: boolean;
}

/** Decides which images have to be made, from what, and what has to wait for what. */
export function planBuild(situation: BuildSituation): BuildPlan {
  const { recipes, chosen, files, architecture } = situation;
  const hashes = recipeHashes(recipes, files, architecture);
  const hashOf = (name: string): string => hashes.get(name) ?? "";
  const stale = (name: string): boolean => situation.force || situation.presentHashes.get(name) !== hashOf(name);
  const wanted = withParents(recipes, chosen.filter(stale), stale);

  const steps = new Map<string, BuildStep>();
  for (const recipe of recipes.filter(({ name }) => wanted.has(name))) {
    const parentHash = recipe.parent === undefined ? "" : hashOf(recipe.parent);
    const parentStep = recipe.parent !== undefined && wanted.has(recipe.parent) ? [`image ${recipe.parent}`] : [];
    const artifacts = recipe.artifacts.map((artifact) => {
      const key = `${artifact.kind}-${artifactHash(artifact, files, architecture, parentHash).slice(0, 32)}`;
      if (!steps.has(key)) {
        const after = artifact.kind === "debian" ? parentStep : sameModule(artifact, [...steps.values()]);
        steps.set(key, {
          id: key,
          image: recipe.name,
          title: artifactTitle(artifact),
          heavy: artifact.kind === "go-program",
          after,
          task: { type: "artifact", recipe, artifact, key },
        });
      }
      return key;
    });
    const id = `image ${recipe.name}`;
    steps.set(id, {
      id,
      image: recipe.name,
      after: [...parentStep, ...artifacts],
      ...imageStep(recipe, hashOf(recipe.name), artifacts),
    });
  }
  return { steps: [...steps.values()], skipped: chosen.filter((name) => !wanted.has(name)) };
}

function withParents(
  recipes: readonly ImageRecipe[],
  names: readonly string[],
  stale: (name: string) => boolean,
): ReadonlySet<string> {
  const wanted = new Set(names);
  // Parents stand before their children in the list, so one walk from its end finds them all.
  for (const { name, parent } of recipes.toReversed()) {
    if (wanted.has(name) && parent !== undefined && stale(parent)) wanted.add(parent);
  }
  return wanted;
}

/** Programs of one module share almost all packages: compiled one after the other, each package is compiled once. */
function sameModule(artifact: Artifact, earlier: readonly BuildStep[]): readonly string[] {
  if (artifact.kind !== "go-program") return [];
  const last = earlier.findLast(
    ({ task }) =>
      task.type === "artifact" && task.artifact.kind === "go-program" && task.artifact.module === artifact.module,
  );
  return last === undefined ? [] : [last.id];
}

function imageStep(
  recipe: ImageRecipe,
  hash: string,
  artifactKeys: readonly string[],
): Pick<BuildStep, "title" | "heavy" | "task"> {
  return recipe.bootstrap === undefined
    ? { title: `make ${recipe.localTag}`, heavy: false, task: { type: "image", recipe, hash, artifactKeys } }
    : { title: `bootstrap ${recipe.localTag}`, heavy: true, task: { type: "bootstrap", recipe, hash } };
}

function artifactTitle(artifact: Artifact): string {
  switch (artifact.kind) {
    case "go-program":
      return `compile ${artifact.output}`;
    case "go-files":
      return `fetch files of ${artifact.path}`;
    case "maven":
      return "fetch the jars";
    case "debian":
      return `fetch Debian packages ${artifact.packages.join(", ")}`;
  }
}
