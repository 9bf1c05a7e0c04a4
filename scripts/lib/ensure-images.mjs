import { setUpEngine } from "./ensure-engine.mjs";
import { StepError } from "./step-error.mjs";
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

  step.say(pull.error.message);
  step.say("So the images are built here from package registries; the first time this takes minutes.");
  await setUpEngine(step, ["--build-tools"], consent);
  await step.child([process.execPath, programPath, "images", "build", ...named], {
    onFailure: "the build did not succeed",
  });
  const stillMissing = await missingImages(step, named);
  if (stillMissing.length > 0) {
    const hint = "Correct the setting that names it, or log in to its registry (docker login), then repeat.";
    throw new StepError(`neither pulled nor built: ${stillMissing.join(", ")}`, { hint });
  }
  return `built ${missing.length}`;
}

/**
 * The tests of an upgrade need images of later versions. Where registries are reached it pulls them itself.
 */
export async function ensureLaterImages(step, named) {
  const { data } = await askProgram(step, ["images", "list"]);
  if (!data.images.some(({ source }) => source === "local")) return "pulled by the tests";
  await step.child([process.execPath, programPath, "images", "build", ...named], {
    onFailure: "the build did not succeed",
  });
  return named.join(", ");
}

async function missingImages(step, named) {
  const { data } = await askProgram(step, ["images", "list", ...named]);
  return data.images.filter(({ source }) => source === "missing").map(({ reference }) => reference);
}
