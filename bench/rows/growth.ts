import { join } from "node:path";
import { cleanEnvironment } from "../cluster/environment.ts";
import { ofInstance, removeObjects } from "../cluster/remove.ts";
import type { Bench, Figure, Row } from "../harness/bench.ts";
import { benchFolder } from "../harness/folders.ts";
import { mustRun } from "../measure/child.ts";
import { interleave } from "../measure/interleave.ts";
import { compare } from "./compare.ts";

const sizes = [1, 3, 10] as const;
const factor = 2;
const commands = { status: ["status"], logs: ["logs", "--tail", "50"] } as const;

type Command = keyof typeof commands;

export const growth: Row = {
  name: "growth",
  title: "status and logs of one cluster with 1, 3 and 10 instances on the engine",
  async measure(bench) {
    await bench.reference.remove();
    await bench.ours.up();
    const samples = new Map<string, readonly number[]>();
    let instances = 1;
    try {
      for (const size of sizes) {
        for (; instances < size; instances += 1) await addInstance(bench, instances);
        const measured = await measureCommands(bench);
        for (const command of Object.keys(commands) as Command[])
          samples.set(`${command} ${String(size)}`, measured[command]);
      }
    } finally {
      if (!bench.signal.aborted)
        for (let index = 1; index < instances; index += 1)
          await removeObjects(ofInstance(nameOf(bench, index)), bench.signal);
    }
    return (Object.keys(commands) as Command[]).flatMap((command) =>
      sizes.slice(1).map(
        (size): Figure =>
          compare({
            title: `${command}, ${String(size)} instances`,
            unit: "ms",
            ours: samples.get(`${command} ${String(size)}`) ?? [],
            reference: samples.get(`${command} 1`) ?? [],
            referenceTitle: "1 instance",
            target: { of: "ratio", atMost: 1.2 },
          }),
      ),
    );
  },
};

async function measureCommands({ ours, rounds, signal }: Bench): Promise<Readonly<Record<Command, readonly number[]>>> {
  const sides = {
    status: async () => (await ours.run(...commands.status)).ms,
    logs: async () => (await ours.run(...commands.logs)).ms,
  };
  await interleave(1, sides, signal);
  return interleave(rounds * factor, sides, signal);
}

const nameOf = ({ instance }: Bench, index: number): string => `${instance}-growth-${String(index)}`;

async function addInstance(bench: Bench, index: number): Promise<void> {
  const env = {
    ...cleanEnvironment(),
    TEMPORAL_INSTANCE: nameOf(bench, index),
    BENCH_IMAGE: bench.images.TEMPORAL_CLI_IMAGE,
  };
  const args = ["compose", "--file", join(benchFolder, "growth", "compose.yml"), "up", "--detach"];
  await mustRun("docker", args, { signal: bench.signal, env });
}
