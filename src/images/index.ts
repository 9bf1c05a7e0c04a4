import { adminTools } from "./admin-tools.ts";
import { base } from "./base.ts";
import { cli } from "./cli.ts";
import { elasticsearch } from "./elasticsearch.ts";
import { postgres } from "./postgres.ts";
import type { ImageRecipe } from "./recipe.ts";
import { server } from "./server.ts";
import { ui } from "./ui.ts";

const services = [postgres, elasticsearch, server, ui, adminTools] as const;

export type ImageName = (typeof services)[number]["name"];

/** THE list of images that stand in for upstream ones. */
export const imageRecipes: readonly (ImageRecipe<ImageName> & { readonly upstream: string })[] = services;

export const imageNames: readonly ImageName[] = services.map(({ name }) => name);

/** Every recipe, parents before what stands on them. */
export const allRecipes: readonly ImageRecipe[] = [base, cli, ...services];
