import { exitCodes, TemporalStartError } from "../errors.ts";
import type { ContainerEngine } from "../runtime/ports.ts";
import { services } from "../services/index.ts";
import { instanceName } from "../settings/instance.ts";
import { requireDockerSuccess } from "../stack/docker-failure.ts";
import type { CommandDefinition } from "./command.ts";
import { requireConfirmation } from "./confirmation.ts";
import { isFlagSet } from "./flags.ts";
import { holdCluster } from "./hold-cluster.ts";
import { lockTimeoutFlag, readWaitTimeoutMs } from "./wait-timeout.ts";

export const reset: CommandDefinition = {
  name: "reset",
  summary: "Remove containers, network and all data, after confirmation",
  flags: [{ flag: "--yes", summary: "do not ask" }, lockTimeoutFlag],
  examples: [{ command: "temporal-start reset --yes", explains: "delete the cluster with its data" }],
  async run(input, context) {
    const waitTimeoutMs = readWaitTimeoutMs(input);
    const { values } = await context.settings();
    const volumes = services.flatMap((service) =>
      service.volumes.map(({ name }) => instanceName(values.TEMPORAL_INSTANCE, name)),
    );
    await requireConfirmation(
      context,
      isFlagSet(input, "yes"),
      `Delete all workflows and namespaces in ${volumes.join(" and ")}?`,
    );
    const afterInterruption = "Some of the cluster may be left; temporal-start reset removes it.";
    await holdCluster(context, { command: "reset", waitTimeoutMs, afterInterruption }, async () => {
      const compose = await context.compose(new Map());
      requireDockerSuccess("compose down", await compose.run(["down", "--volumes"], { signal: context.signal }));
      await requireGone(await context.engine(), volumes);
    });
    return {
      exitCode: exitCodes.ok,
      data: { removedVolumes: volumes },
      text: `Removed containers, network and ${volumes.join(", ")}.\n`,
    };
  },
};

/** Compose calls it a success when a volume is in use by another container and stays. */
async function requireGone(engine: ContainerEngine, volumes: readonly string[]): Promise<void> {
  const left = (await engine.volumes(volumes)).map(({ name }) => name);
  if (left.length === 0) return;
  throw new TemporalStartError({
    code: "RESET_INCOMPLETE",
    category: "engine",
    message: `The containers are removed, but ${left.join(" and ")} still holds its data: another container uses it.`,
    hint: `docker ps --all --filter volume=${left[0] ?? ""} shows which; remove it and repeat the command.`,
  });
}
