import { join } from "node:path";
import { TemporalStartError } from "../../errors.ts";
import { systemClock } from "../../host/clock.ts";
import type { Clock } from "../../interfaces/clock.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";
import { allRecipes, buildableRecipes } from "../index.ts";
import { type BuildPlan, type BuildStep, planBuild } from "../plan/build-plan.ts";
import { toolsFor } from "../plan/build-tools.ts";
import { totalImageBytes } from "../plan/image-size.ts";
import type { BuildOptions, BuildResult, ImageBuilder } from "../recipe.ts";
import { createArtifactCache } from "./artifact-cache.ts";
import { buildFailure } from "./build-failure.ts";
import { buildEnvironment, buildFolders } from "./build-folders.ts";
import { readEngineImages } from "./engine-images.ts";
import { hashFilesBelow } from "./files.ts";
import { environmentWithTools } from "./find-tools.ts";
import { performTask } from "./perform-step.ts";
import { runSteps } from "./run-steps.ts";
import { createStepCommand, openStepLog } from "./step-commands.ts";

export interface ImageBuilderDependencies {
  readonly processes: ProcessRunner;
  /** The installed package; the recipes are in its compose/images. */
  readonly packageFolder: string;
  /** The whole environment of the commands: Go, Maven and apt read their mirrors and proxies there. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the host, in Node's words. */
  readonly architecture?: string;
  readonly clock?: Clock;
}

const debianArchitectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };
// Two compilers fill the memory of a laptop; downloads beside them cost little.
const limits = { heavy: 2, all: 4 };
// No build takes as long, so work that is older belongs to none that runs.
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** Builds the local images with the host's Go, Maven, apt and Docker. */
export function createImageBuilder(dependencies: ImageBuilderDependencies): ImageBuilder {
  const { processes, clock = systemClock } = dependencies;
  const imagesFolder = join(dependencies.packageFolder, "compose", "images");
  const { cacheFolder, logFile } = buildFolders(dependencies.environment);
  const hostArchitecture = dependencies.architecture ?? process.arch;
  const architecture = debianArchitectures[hostArchitecture] ?? hostArchitecture;
  const environment = buildEnvironment(dependencies.environment);
  const cache = createArtifactCache(cacheFolder);
  const present = () => readEngineImages(processes, environment, allRecipes);

  async function carryOut(plan: BuildPlan, { onProgress, signal, force = false }: BuildOptions): Promise<void> {
    const cached = new Set<string>();
    for (const { task } of plan.steps) {
      if (task.type !== "artifact") continue;
      // Distribution packages change under the same name: a forced build takes those of today.
      if (force && task.artifact.kind === "debian") await cache.remove(task.key);
      if (await cache.has(task.key)) cached.add(task.key);
    }
    const pending = plan.steps.filter(({ id }) => !cached.has(id));
    const tools = await environmentWithTools(processes, environment, toolsFor(pending.map(({ task }) => task)));
    await cache.removeAbandonedWork(clock.now() - abandonedAfterMs);
    const log = openStepLog(logFile);
    log.write(`--- ${new Date(clock.now()).toISOString()} build for ${architecture}`);

    const act = async (step: BuildStep, stepSignal: AbortSignal): Promise<void> => {
      const { image, title } = step;
      if (cached.has(step.id)) return onProgress?.({ image, step: title, state: "skipped" });
      const startedMs = clock.now();
      const seconds = (): number => (clock.now() - startedMs) / 1000;
      onProgress?.({ image, step: title, state: "started" });
      try {
        const run = createStepCommand(processes, tools, log, image, stepSignal);
        await performTask(run, step.task, { imagesFolder, architecture, cache });
      } catch (failure) {
        if (stepSignal.aborted) throw failure;
        onProgress?.({ image, step: title, state: "failed", seconds: seconds() });
        throw buildFailure(step, failure, logFile, log);
      }
      onProgress?.({ image, step: title, state: "done", seconds: seconds() });
    };
    try {
      await runSteps(plan.steps, limits, act, signal);
    } finally {
      await log.close();
    }
  }

  return {
    async build(names, options = {}): Promise<BuildResult> {
      const chosen = checkNames(names);
      const [files, before] = await Promise.all([hashFilesBelow(imagesFolder), present()]);
      const presentHashes = new Map([...before].map(([name, { recipeHash }]) => [name, recipeHash ?? ""]));
      const plan = planBuild({
        recipes: allRecipes,
        chosen,
        files,
        architecture,
        presentHashes,
        force: options.force ?? false,
      });
      for (const image of plan.skipped) options.onProgress?.({ image, step: "up to date", state: "skipped" });
      if (plan.steps.length > 0) await carryOut(plan, options);
      const after = plan.steps.length > 0 ? await present() : before;
      await removeReplaced([...before.values()], [...after.values()]);
      const images = buildableRecipes.filter(({ name }) => chosen.includes(name));
      return {
        images: images.map(({ name, localTag }) => ({
          name,
          localTag,
          outcome: plan.skipped.includes(name) ? "skipped" : "built",
        })),
        totalBytes: totalImageBytes([...after.values()]),
        logFile,
      };
    },
  };

  /** An image that lost its tag goes, unless a container still uses it: then the engine refuses, and it stays. */
  async function removeReplaced(
    before: readonly { readonly id: string }[],
    after: readonly { readonly id: string }[],
  ): Promise<void> {
    const kept = new Set(after.map(({ id }) => id));
    // Children before parents, which the engine keeps as long as an image stands on them.
    for (const { id } of before.filter(({ id }) => !kept.has(id)).reverse()) {
      await processes.run("docker", ["image", "rm", id], { env: environment });
    }
  }
}

function checkNames(names: readonly string[]): readonly string[] {
  const known = buildableRecipes.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new TemporalStartError({
      code: "UNKNOWN_IMAGE",
      category: "usage",
      message: `There is no image recipe "${unknown.join('", "')}".`,
      hint: `Recipes: ${known.join(", ")}.`,
    });
  }
  return names.length > 0 ? names : known;
}
