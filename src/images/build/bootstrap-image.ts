import { join } from "node:path";
import type { Bootstrap, ImageRecipe } from "../recipe.ts";
import { writeDebianSources } from "./debian-sources.ts";
import { writeHostSources } from "./host-sources.ts";
import { imageLabels } from "./make-image.ts";
import type { StepCommand } from "./step-commands.ts";

/** Makes a root file system of Debian packages and imports it as one layer. */
export async function bootstrapImage(
  run: StepCommand,
  recipe: ImageRecipe & { readonly bootstrap: Bootstrap },
  hash: string,
  places: { readonly workFolder: string; readonly architecture: string },
): Promise<void> {
  const { suite, packages, dpkgOptions } = recipe.bootstrap;
  const { settingsFile, sourceFiles } = await writeHostSources(run, suite, places.workFolder);
  const debianSources = await writeDebianSources(run, suite, places.workFolder);
  const archive = join(places.workFolder, "root.tar");
  await run("mmdebstrap", [
    "--variant=minbase",
    `--architectures=${places.architecture}`,
    `--include=${packages.join(",")}`,
    ...dpkgOptions.map((option) => `--dpkgopt=${option}`),
    `--aptopt=${settingsFile}`,
    // What tells of the host goes: its mirror, proxy and credentials, its resolver and name.
    '--customize-hook=rm -f "$1"/etc/apt/sources.list.d/* "$1"/etc/apt/apt.conf.d/99mmdebstrap "$1"/etc/resolv.conf "$1"/etc/hostname',
    '--customize-hook=rm -rf "$1"/var/log/* "$1"/var/cache/debconf/*-old "$1"/var/lib/dpkg/*-old',
    `--customize-hook=upload "${debianSources}" /etc/apt/sources.list`,
    suite,
    archive,
    ...sourceFiles,
  ]);
  const changes = Object.entries(imageLabels(recipe, hash)).map(
    ([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`,
  );
  await run("docker", [
    "import",
    ...changes.flatMap((change) => ["--change", change]),
    "--change",
    'CMD ["bash"]',
    archive,
    recipe.localTag,
  ]);
}
