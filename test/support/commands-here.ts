import { TemporalStartError } from "../../src/errors.ts";
import { pipeProgram } from "../../src/host/pipe-program.ts";
import type { Backend, CommandEnd, CommandStreams, UnitCommand } from "../../src/interfaces/backend.ts";
import { containerOf } from "./containers.ts";
import type { FakeCluster } from "./fake-cluster.ts";

/** Commands in units, of a backend whose units are no containers: processes of this machine. */
export function commandsHere(cluster: FakeCluster): Pick<Backend, "exec" | "runOnce" | "execOnTerminal"> {
  return {
    async exec(unit, command, streams) {
      if (cluster.container(unit)?.state !== "running") throw notBegun(`${unit} does not run`);
      return runHere(command, streams);
    },
    async runOnce({ image, mounts }, command, streams) {
      if ("unit" in image && cluster.container(image.unit) === undefined) throw notBegun(`there is no ${image.unit}`);
      const missing = mounts.find(({ volume }) => cluster.volumes.every(({ name }) => name !== volume));
      if (missing !== undefined) throw notBegun(`there is no ${missing.volume}`);
      const shown = { ...containerOf("temporal-cli"), name: "for one command", marks: {}, oneOff: "awaited" as const };
      cluster.put(shown);
      try {
        return await runHere(command, streams);
      } finally {
        cluster.containers.delete(shown.name);
      }
    },
    execOnTerminal: async () => 0,
  };
}

async function runHere({ words, environment }: UnitCommand, streams: CommandStreams): Promise<CommandEnd> {
  let stderr = "";
  const env = { PATH: process.env.PATH ?? "", ...environment };
  const [command = "", ...args] = words;
  const onError = (text: string): void => {
    stderr = (stderr + text).slice(-16_384);
  };
  const exitCode = await pipeProgram(command, args, { ...streams, env, onError });
  return { exitCode, stderr };
}

function notBegun(message: string): TemporalStartError {
  return new TemporalStartError({ code: "COMMAND_NOT_BEGUN", category: "service", message });
}
