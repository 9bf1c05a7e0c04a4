import { versionOfImage } from "../cluster/server-version.ts";
import {
  type ElasticsearchRelease,
  elasticsearchReleases,
  type PostgresRelease,
  postgresReleases,
  type ServerRelease,
  serverReleases,
  versions,
} from "../cluster/versions.ts";
import { adminToolsImage } from "./admin-tools.ts";
import { base, trixieBase } from "./base.ts";
import { cli } from "./cli.ts";
import { elasticsearchImage, laterElasticsearch } from "./elasticsearch.ts";
import { gatewayImage } from "./gateway.ts";
import { loginImage } from "./login.ts";
import { laterPostgres, postgresImage } from "./postgres.ts";
import type { ImageRecipe } from "./recipe.ts";
import { serverImage } from "./server.ts";
import { uiImage } from "./ui.ts";

type StandIn = ImageRecipe & { readonly upstream: string };

const [first, ...later] = serverReleases as readonly [ServerRelease, ...ServerRelease[]];
const [firstPostgres] = postgresReleases as readonly [PostgresRelease, ...PostgresRelease[]];
const [firstElasticsearch] = elasticsearchReleases as readonly [ElasticsearchRelease, ...ElasticsearchRelease[]];

/** THE list of images that stand in for upstream ones in a new cluster. */
export const imageRecipes: readonly StandIn[] = [
  postgresImage("postgres", firstPostgres),
  elasticsearchImage("elasticsearch", firstElasticsearch),
  serverImage("server", first),
  uiImage("ui", versions.ui, first.images.ui),
  adminToolsImage("admin-tools", first),
];

export const imageNames: readonly string[] = imageRecipes.map(({ name }) => name);

/** Of the versions that data can be upgraded to; each has its version in its name, as `server@1.23.1`. */
const laterRecipes: readonly StandIn[] = [
  ...laterPostgres,
  ...laterElasticsearch,
  ...later.flatMap((release) => [
    serverImage(`server@${release.version}`, release),
    adminToolsImage(`admin-tools@${release.version}`, release),
    ...laterUi(release),
  ]),
];

/** Several releases have one page. */
function laterUi(release: ServerRelease): readonly StandIn[] {
  const { ui } = release.images;
  const isFirst = serverReleases.find(({ images }) => images.ui.local === ui.local) === release;
  const version = versionOfImage(ui.local) ?? "";
  return isFirst ? [uiImage(`ui@${version}`, version, ui)] : [];
}

/** All that can be named. */
export const buildableRecipes: readonly StandIn[] = [...imageRecipes, gatewayImage, loginImage, ...laterRecipes];

/** Every recipe, parents before what stands on them. */
export const allRecipes: readonly ImageRecipe[] = [base, trixieBase, cli, ...buildableRecipes];
