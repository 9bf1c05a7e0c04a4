import { exitCodes, TemporalStartError } from "../errors.ts";
import type { RunResult } from "../runtime/ports.ts";
import { isRunning } from "../stack/observed-state.ts";
import { ownContainers } from "../stack/own-containers.ts";
import type { CommandContext, CommandDefinition } from "./command.ts";

export const stop: CommandDefinition = {
  name: "stop",
  summary: "Stop all containers; containers, logs and data stay",
  examples: [{ command: "temporal-start stop", explains: "stop the cluster; `temporal-start start` continues it" }],
  async run(_input, context) {
    const { stopped, seconds } = await stopCluster(context);
    const text =
      stopped.length === 0
        ? "Nothing was running.\n"
        : `Stopped ${String(stopped.length)} containers in ${seconds.toFixed(1)} s. Data is kept.\n`;
    return { exitCode: exitCodes.ok, data: { stopped, seconds }, text };
  },
};

/** Stops the running containers in reverse start order, each within its own grace. */
export async function stopCluster(
  context: CommandContext,
): Promise<{ readonly stopped: readonly string[]; readonly seconds: number }> {
  const { values } = await context.settings();
  const instance = values.TEMPORAL_INSTANCE;
  const engine = await context.engine();
  const startedMs = context.clock.now();
  const up = [...(await ownContainers(engine, instance)).values()].filter(
    (container) => isRunning(container) || container.state === "paused" || container.state === "restarting",
  );
  if (up.length === 0) return { stopped: [], seconds: 0 };
  const compose = await context.compose(new Map());
  // A paused process cannot receive the signal that asks it to end.
  if (up.some(({ state }) => state === "paused")) await compose.run(["unpause"]);
  requireSuccess("stop", await compose.run(["stop"]));
  return { stopped: up.map(({ name }) => name), seconds: (context.clock.now() - startedMs) / 1000 };
}

export function requireSuccess(command: string, { exitCode, stderr }: RunResult): void {
  if (exitCode === 0) return;
  throw new TemporalStartError({
    code: "COMPOSE_FAILED",
    category: "engine",
    message: `docker compose ${command} ended with exit code ${String(exitCode)}.`,
    details: stderr
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(-10),
    hint: "temporal-start status",
  });
}
