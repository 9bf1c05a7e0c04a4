import { buildCommand, isBuiltHere } from "../../cluster/built-images.ts";
import { isOurChoice } from "../../cluster/settings/origins.ts";
import type { ImageTags, Release, ServerRelease } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { pullImage } from "./pull-image.ts";

const settingOf = {
  server: "TEMPORAL_SERVER_IMAGE",
  adminTools: "TEMPORAL_CLI_IMAGE",
  ui: "TEMPORAL_WEB_IMAGE",
} as const satisfies Readonly<Record<keyof ServerRelease["images"], string>>;

type Chosen = Readonly<Record<string, string>>;

/** By setting, what a cluster of a release is made from; a page that a person chose stays. */
function imagesOf({ images }: Release, { origins }: CommandSettings): Chosen {
  const all = Object.entries(images) as readonly (readonly [keyof typeof settingOf, ImageTags])[];
  const ours = all.filter(([name]) => name !== "ui" || isOurChoice(origins[settingOf.ui]));
  return Object.fromEntries(ours.map(([name, { upstream }]) => [settingOf[name], upstream]));
}

/** This command goes on with a release, whatever is written. @param keeps whether the instance does as well */
export async function chooseRelease(
  context: Needs<"choose" | "settings">,
  release: Release,
  keeps: boolean,
): Promise<void> {
  await context.choose(imagesOf(release, await context.settings()), keeps);
}

const versioned = [settingOf.server, settingOf.adminTools] as const;

/** Settings of the version that a person has written. */
export function writtenVersions({ origins }: Pick<CommandSettings, "origins">): readonly (typeof versioned)[number][] {
  return versioned.filter((setting) => !isOurChoice(origins[setting]));
}

/** References of the images of releases that are neither here nor stood in for. */
export async function missingImages(
  context: Needs<"engine" | "settings">,
  releases: readonly Release[],
): Promise<readonly string[]> {
  const [engine, settings] = [await context.engine(), await context.settings()];
  const wanted = releases.flatMap((release) => {
    const chosen = Object.values(imagesOf(release, settings));
    return Object.values(release.images).filter(({ upstream }) => chosen.includes(upstream));
  });
  const unique = wanted.filter(({ upstream }, index) => wanted.findIndex((one) => one.upstream === upstream) === index);
  const found = await Promise.all(
    unique.map(async ({ upstream, local }) => (await engine.image(upstream)) ?? (await engine.image(local))),
  );
  return unique.filter((_, index) => found[index] === undefined).map(({ upstream }) => upstream);
}

/** @throws TemporalStartError IMAGE_PULL_FAILED with what builds them instead */
export async function pullImages(
  context: Needs<"backend" | "reporter" | "signal">,
  references: readonly string[],
): Promise<void> {
  // Before all that takes minutes: these no registry has.
  for (const image of references.toSorted((one, other) => Number(isBuiltHere(other)) - Number(isBuiltHere(one)))) {
    if (!isBuiltHere(image)) context.reporter.note(`Pulling ${image}.`);
    await pullImage(context, image).catch((error: unknown) => {
      throw error instanceof TemporalStartError ? withBuild(error, image, references) : error;
    });
  }
}

function withBuild({ facts }: TemporalStartError, failed: string, references: readonly string[]): TemporalStartError {
  const hint = isBuiltHere(failed)
    ? buildCommand(references.filter(isBuiltHere))
    : `Where no registry can be reached: ${buildCommand(references)}`;
  return new TemporalStartError({ ...facts, hint });
}
