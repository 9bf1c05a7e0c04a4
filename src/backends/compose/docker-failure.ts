import { defined } from "../../defined.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { RunResult } from "../../interfaces/processes.ts";

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
