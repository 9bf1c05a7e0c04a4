import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import type { ProcessRunner, RunResult } from "../runtime/ports.ts";
import { askComposeVersion, versionInAnswer } from "./ask-compose-version.ts";
import { isOlder, leastComposeVersion } from "./requirements.ts";

/** Of what docker says, its last lines tell the cause. */
const shownLines = 10;

/**
 * @param command as a person would type it after `docker`
 * @throws TemporalStartError COMPOSE_FAILED with docker's last lines
 */
export function requireDockerSuccess(command: string, { exitCode, stderr }: RunResult): void {
  if (exitCode === 0) return;
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const last = lines.at(-1);
  throw new TemporalStartError({
    code: "COMPOSE_FAILED",
    category: "service",
    message: `docker ${command} ended with exit code ${String(exitCode)}${last === undefined ? "." : `: ${causeMessage(last)}`}`,
    hint: "temporal-start status",
    // The last one stands in the message.
    ...defined({ details: lines.length > 1 ? lines.slice(-shownLines, -1) : undefined }),
  });
}

/**
 * Compose is asked for its version only when it fails: the question costs a process.
 * @throws TemporalStartError COMPOSE_TOO_OLD, COMPOSE_FAILED
 */
export async function requireComposeSuccess(
  command: string,
  result: RunResult,
  processes: Pick<ProcessRunner, "run">,
): Promise<void> {
  if (result.exitCode === 0) return;
  const version = versionInAnswer(await askComposeVersion(processes, "plugin"));
  if (version !== undefined && isOlder(version, leastComposeVersion)) {
    throw new TemporalStartError({
      code: "COMPOSE_TOO_OLD",
      category: "preflight",
      message: `Docker Compose is ${version}; ${leastComposeVersion} or later is needed.`,
      hint: "temporal-start doctor tells what is there and what to install.",
    });
  }
  requireDockerSuccess(`compose ${command}`, result);
}
