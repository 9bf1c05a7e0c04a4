import { TemporalStartError } from "../../errors.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";
import { recipeHashLabel } from "../plan/content-hash.ts";
import type { ImageLayers } from "../plan/image-size.ts";
import type { ImageRecipe } from "../recipe.ts";

export interface EngineImage extends ImageLayers {
  readonly id: string;
  readonly recipeHash: string | undefined;
}

interface Inspected {
  readonly Id: string;
  readonly Size: number;
  readonly RepoTags?: readonly string[];
  readonly Config?: { readonly Labels?: Readonly<Record<string, string>> | null } | null;
  readonly RootFS?: { readonly Layers?: readonly string[] };
}

/** The images of recipes that are on the engine, by the recipe's name, from one call. */
export async function readEngineImages(
  processes: ProcessRunner,
  environment: Readonly<Record<string, string>>,
  recipes: readonly ImageRecipe[],
): Promise<ReadonlyMap<string, EngineImage>> {
  const tags = recipes.map(({ localTag }) => localTag);
  const { exitCode, stdout, stderr } = await processes.run(
    "docker",
    ["image", "inspect", "--format", "{{json .}}", ...tags],
    {
      env: environment,
    },
  );
  // Every client has its own words for an engine that does not answer, but one for an image that is not there.
  if (exitCode !== 0 && !/no such image/i.test(stderr)) {
    throw new TemporalStartError({
      code: "ENGINE_UNREACHABLE",
      category: "engine",
      message: `The Docker engine does not answer: ${stderr.trim().split("\n")[0] ?? ""}`,
      hint: "Start Docker, then run the command again.",
      retryable: true,
    });
  }
  const found = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Inspected);
  return new Map(
    recipes.flatMap(({ name, localTag }) => {
      const image = found.find(({ RepoTags }) => RepoTags?.includes(localTag));
      return image === undefined ? [] : [[name, describe(image)] as const];
    }),
  );
}

function describe({ Id, Size, Config, RootFS }: Inspected): EngineImage {
  return { id: Id, sizeBytes: Size, layers: RootFS?.Layers ?? [], recipeHash: Config?.Labels?.[recipeHashLabel] };
}
