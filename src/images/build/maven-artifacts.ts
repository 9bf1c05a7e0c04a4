import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { checksumProblems, parseChecksums } from "../plan/checksums.ts";
import type { MavenJars } from "../recipe.ts";
import { type StepCommand, StepFailure } from "./step-commands.ts";

/** Fetches the jars of a pom.xml into `jars` of a folder and refuses any that is not the locked one. */
export async function fetchJars(
  run: StepCommand,
  { pom, checksums }: MavenJars,
  imagesFolder: string,
  folder: string,
): Promise<void> {
  const target = join(folder, "jars");
  await run("mvn", [
    "--batch-mode",
    "--no-transfer-progress",
    "-Dstyle.color=never",
    `--file=${join(imagesFolder, pom)}`,
    "dependency:copy-dependencies",
    "-DincludeScope=runtime",
    `-DoutputDirectory=${target}`,
  ]);
  const digests = await Promise.all(
    (await readdir(target)).map(
      async (name): Promise<[string, string]> => [
        name,
        createHash("sha512")
          .update(await readFile(join(target, name)))
          .digest("hex"),
      ],
    ),
  );
  const locked = parseChecksums(await readFile(join(imagesFolder, checksums), "utf8"));
  const problems = checksumProblems(locked, new Map(digests));
  if (problems.length > 0) throw new StepFailure(`the jars are not those of ${checksums}`, problems);
}
