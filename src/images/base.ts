import type { ImageRecipe } from "./recipe.ts";

export const base = {
  name: "base",
  localTag: "temporal-start/base:bookworm",
  title: "Debian 12 base of the temporal-start images",
  version: "bookworm",
  licences: "LicenseRef-Debian",
  folder: "base",
  bootstrap: {
    suite: "bookworm",
    packages: ["ca-certificates", "curl", "tini", "tzdata"],
    dpkgOptions: [
      "path-exclude=/usr/share/man/*",
      "path-exclude=/usr/share/doc/*",
      "path-include=/usr/share/doc/*/copyright",
      "path-exclude=/usr/share/locale/*",
      "path-exclude=/usr/share/lintian/*",
    ],
  },
  artifacts: [],
} as const satisfies ImageRecipe;
