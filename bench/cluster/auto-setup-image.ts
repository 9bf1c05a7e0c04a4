import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { benchFolder } from "../harness/folders.ts";
import { mustRun } from "../measure/child.ts";
import { cleanEnvironment } from "./environment.ts";
import type { ClusterImages } from "./images.ts";

const folder = join(benchFolder, "reference");

/** Puts the reference's server image together from local ones; needs no network and is removed with the run. */
export async function buildAutoSetupImage(images: ClusterImages, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for (const file of ["Dockerfile", "auto-setup.sh", "auto-setup-server.sh"])
    hash.update(readFileSync(join(folder, file)));
  const tag = `temporal-start-bench/auto-setup:${hash.digest("hex").slice(0, 12)}`;
  const args = [
    "--build-arg",
    `SERVER=${images.TEMPORAL_SERVER_IMAGE}`,
    "--build-arg",
    `TOOLS=${images.TEMPORAL_CLI_IMAGE}`,
  ];
  await mustRun("docker", ["build", "--quiet", "--tag", tag, ...args, folder], { signal, env: cleanEnvironment() });
  return tag;
}

export async function removeAutoSetupImages(signal: AbortSignal): Promise<void> {
  const env = cleanEnvironment();
  const args = ["image", "ls", "--quiet", "--filter", "reference=temporal-start-bench/auto-setup"];
  const tags = (await mustRun("docker", args, { signal, env })).stdout.split("\n").filter(Boolean);
  if (tags.length > 0) await mustRun("docker", ["image", "rm", "--force", ...new Set(tags)], { signal, env });
}
