import { imageTags, versions } from "../cluster/versions.ts";
import { base } from "./base.ts";
import type { ImageRecipe } from "./recipe.ts";

/** Who may see the page of a cluster with permissions is asked here: in no other one, so that it is built when it is named. */
export const loginImage = {
  name: "login",
  localTag: imageTags.login.local,
  upstream: imageTags.login.upstream,
  title: "OAuth2 Proxy",
  version: versions.login,
  licences: "MIT",
  folder: "login",
  parent: base.name,
  artifacts: [
    {
      kind: "go-program",
      module: "login/go",
      command: "github.com/oauth2-proxy/oauth2-proxy/v7",
      output: "oauth2-proxy",
      linkVariables: { "github.com/oauth2-proxy/oauth2-proxy/v7/pkg/version.VERSION": versions.login },
    },
  ],
} as const satisfies ImageRecipe;
