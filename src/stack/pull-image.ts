import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { ProcessRunner } from "../runtime/ports.ts";

/**
 * Pulls through the docker command, which knows the user's registry logins.
 * @throws TemporalStartError IMAGE_PULL_FAILED with the registry's last word
 */
export async function pullImage(reference: string, processes: ProcessRunner, signal?: AbortSignal): Promise<void> {
  const options = defined({ signal });
  const { exitCode, stderr } = await processes.run("docker", ["pull", "--quiet", reference], options);
  if (exitCode === 0) return;
  throw new TemporalStartError({
    code: "IMAGE_PULL_FAILED",
    category: "engine",
    message: `Image ${reference} could not be pulled: ${causeMessage(stderr.trim().split("\n").at(-1) ?? "")}`,
    hint: "Repeat the command, or build the images on this machine: temporal-start images build",
    retryable: true,
  });
}
