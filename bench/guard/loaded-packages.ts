import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../harness/folders.ts";

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** Which of the program's own dependencies a process loaded, by the scripts in the coverage Node wrote for it. */
export function loadedPackages(coverageFolder: string): readonly string[] {
  const { dependencies } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const urls = readdirSync(coverageFolder).flatMap((file) =>
    (JSON.parse(readFileSync(join(coverageFolder, file), "utf8")) as Coverage).result.map(({ url }) => url),
  );
  return Object.keys(dependencies)
    .filter((name) => urls.some((url) => url.includes(`/node_modules/${name}/`)))
    .sort();
}
