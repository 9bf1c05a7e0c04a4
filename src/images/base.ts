import type { ImageRecipe } from "./recipe.ts";

const baseOf = <const Name extends string, const Suite extends string>(name: Name, suite: Suite, release: number) =>
  ({
    name,
    localTag: `temporal-start/base:${suite}`,
    title: `Debian ${String(release)} base of the temporal-start images`,
    version: suite,
    licences: "LicenseRef-Debian",
    folder: "base",
    bootstrap: {
      suite,
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
  }) as const satisfies ImageRecipe;

export const base = baseOf("base", "bookworm", 12);

/** For what Debian 12 does not have. */
export const trixieBase = baseOf("base-trixie", "trixie", 13);
