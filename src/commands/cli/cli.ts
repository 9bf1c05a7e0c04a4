import type { Settings } from "../../cluster/services/index.ts";
import { instanceName } from "../../cluster/settings/instance.ts";
import { TemporalStartError } from "../../errors.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { requireUnit } from "../shared/require-unit.ts";

/** What the container was made with may be another address: compose by hand takes the variables of its shell. */
function pointedAt({ TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE }: Settings): readonly string[] {
  return [`TEMPORAL_ADDRESS=${TEMPORAL_ADDRESS}`, `TEMPORAL_NAMESPACE=${TEMPORAL_NAMESPACE}`];
}

export const cli = defineCommand({
  name: "cli",
  summary: "Run the Temporal CLI in the CLI container",
  description:
    "Terminal, signals and exit code are those of the Temporal CLI. Flags of temporal-start stand before `cli`.",
  arguments: { arguments: { summary: "arguments of the Temporal CLI", variadic: true } },
  passThrough: true,
  streams: true,
  examples: [
    { command: "temporal-start cli workflow list", explains: "list workflows" },
    { command: "temporal-start cli operator namespace describe default", explains: "describe a namespace" },
  ],
  async run(input, context: Needs<"backend" | "engine" | "settings" | "signal">) {
    const { values, topology } = await context.settings();
    const tool = requireUnit(topology, "tool", "CLI container").name;
    const name = instanceName(topology.instance, tool);
    const engine = await context.engine();
    if (!isRunning((await ownContainers(engine, topology)).get(tool))) {
      throw new TemporalStartError({
        code: "CLI_NOT_RUNNING",
        category: "service",
        message: `The container ${name} does not run.`,
        hint: "temporal-start start",
      });
    }
    const backend = await context.backend();
    const exitCode = await backend.execOnTerminal(
      tool,
      ["env", ...pointedAt(values), "temporal", ...input.arguments.arguments],
      context.signal,
    );
    return { exitCode, data: { exitCode }, text: "" };
  },
});
