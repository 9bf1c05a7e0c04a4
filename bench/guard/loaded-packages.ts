import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectFolder } from "../harness/folders.ts";

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

const distFolder = join(projectFolder, "dist");

/** Which of the packages that package.json names a process loaded, by the scripts in the coverage Node wrote for it. */
export function loadedPackages(coverageFolder: string): readonly string[] {
  const packagesOfChunks = readJson(join(distFolder, "packages.json")) as PackagesOfChunks;
  const found = new Set(
    scriptsIn(coverageFolder).flatMap((script) => {
      if (dirname(script) !== distFolder) return packageOf(script) ?? [];
      const packages = packagesOfChunks[basename(script)];
      if (packages === undefined) throw new Error(`The build did not say what is in ${script}.`);
      return packages;
    }),
  );
  const { dependencies, devDependencies } = readJson(join(projectFolder, "package.json")) as Manifest;
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => found.has(name))
    .sort();
}

type PackagesOfChunks = Readonly<Record<string, readonly string[]>>;

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

function scriptsIn(coverageFolder: string): readonly string[] {
  return readdirSync(coverageFolder)
    .flatMap((file) => (readJson(join(coverageFolder, file)) as Coverage).result)
    .filter(({ url }) => url.startsWith("file:"))
    .map(({ url }) => fileURLToPath(url));
}

/** The package of a script that is no part of the bundle. */
function packageOf(script: string): string | undefined {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(script)?.[1]?.replace("\\", "/");
}
