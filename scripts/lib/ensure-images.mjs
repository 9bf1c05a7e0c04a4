import { setUpEngine } from "./ensure-engine.mjs";
import { askProgram, envelopeFailure, programPath } from "./temporal-start.mjs";

/**
 * Makes sure that `start` finds an image for every service: what is here stays, else the upstream ones
 * are pulled, else, where no registry answers, they are built.
 */
export async function ensureImages(step, { named = [], consent, mayBuild = true }) {
  const missing = await missingImages(step, named);
  if (missing.length === 0) return "all here";
  const pull = await askProgram(step, ["images", "pull", ...named], { mayFail: true });
  if (!pull.error) return `pulled ${missing.length}`;
  if (pull.error.code !== "IMAGE_PULL_FAILED" || !mayBuild) throw envelopeFailure(pull.error);

  step.say(`${pull.error.message} Building the images here instead; the first time this takes minutes.`);
  await setUpEngine(step, ["--build-tools"], consent);
  await step.child([process.execPath, programPath, "images", "build", ...named], {
    onFailure: "the build did not succeed",
  });
  const stillMissing = await missingImages(step, named);
  if (stillMissing.length > 0) {
    throw envelopeFailure({ message: `still missing after the build: ${stillMissing.join(", ")}`, details: [] });
  }
  return `built ${missing.length}`;
}

async function missingImages(step, named) {
  const { data } = await askProgram(step, ["images", "list", ...named]);
  return data.images.filter(({ source }) => source === "missing").map(({ reference }) => reference);
}
