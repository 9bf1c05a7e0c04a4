import { exitCodes } from "../errors.ts";
import { services } from "../services/index.ts";
import { instanceName } from "../settings/instance.ts";
import type { CommandDefinition } from "./command.ts";
import { requireConfirmation } from "./confirmation.ts";
import { isFlagSet } from "./flags.ts";
import { requireSuccess } from "./stop.ts";

export const reset: CommandDefinition = {
  name: "reset",
  summary: "Remove containers, network and all data, after confirmation",
  flags: [{ flag: "--yes", summary: "do not ask" }],
  examples: [{ command: "temporal-start reset --yes", explains: "delete the cluster with its data" }],
  async run(input, context) {
    const { values } = await context.settings();
    const volumes = services.flatMap((service) =>
      service.volumes.map(({ name }) => instanceName(values.TEMPORAL_INSTANCE, name)),
    );
    await requireConfirmation(
      context,
      isFlagSet(input, "yes"),
      `Delete all workflows and namespaces in ${volumes.join(" and ")}?`,
    );
    const compose = await context.compose(new Map());
    requireSuccess("down", await compose.run(["down", "--volumes"]));
    return {
      exitCode: exitCodes.ok,
      data: { removedVolumes: volumes },
      text: `Removed containers, network and ${volumes.join(", ")}.\n`,
    };
  },
};
