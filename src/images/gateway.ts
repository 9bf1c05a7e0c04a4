import { imageTags, versions } from "../cluster/versions.ts";
import { trixieBase } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

/** What stands before a secured cluster: in no other one, so that it is built when it is named. */
export const gatewayImage = {
  name: "gateway",
  localTag: imageTags.gateway.local,
  upstream: imageTags.gateway.upstream,
  title: "nginx",
  version: versions.gateway,
  licences: "BSD-2-Clause",
  folder: "gateway",
  parent: trixieBase.name,
  artifacts: [{ kind: "debian", suite: trixieBase.bootstrap.suite, packages: ["nginx"] }],
} as const satisfies ImageRecipe;
