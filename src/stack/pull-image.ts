import { causeMessage, TemporalStartError } from "../errors.ts";
import type { ContainerEngine, PullOptions } from "../runtime/ports.ts";

/** Words by which registries and engines say that they want a login, or another one. */
const wantsLogin = /denied|unauthorized|authentication|no basic auth/i;

/** @throws TemporalStartError IMAGE_PULL_FAILED with the registry's last word */
export async function pullImage(
  reference: string,
  engine: Pick<ContainerEngine, "pull">,
  options: PullOptions,
): Promise<void> {
  try {
    await engine.pull(reference, options);
  } catch (error) {
    // Without the engine the image is not what is wrong.
    if (!(error instanceof TemporalStartError && error.facts.code === "ENGINE_FAILED")) throw error;
    const words = causeMessage(error.facts.cause ?? error);
    const login = wantsLogin.test(words) ? "Log in with docker login, repeat" : "Repeat";
    throw new TemporalStartError({
      code: "IMAGE_PULL_FAILED",
      category: "engine",
      message: `Image ${reference} could not be pulled: ${words}`,
      hint: `${login} the command, or build the images on this machine: temporal-start images build`,
      retryable: true,
      cause: error,
    });
  }
}
