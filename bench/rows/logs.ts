import { join } from "node:path";
import { cleanEnvironment } from "../cluster/environment.ts";
import { ofInstance, removeObjects } from "../cluster/remove.ts";
import type { Bench, Figure, Row } from "../harness/bench.ts";
import { BenchError } from "../harness/bench-error.ts";
import { benchFolder, entryFile, scratchFolder } from "../harness/folders.ts";
import { type Ended, mustRun } from "../measure/child.ts";
import { interleave } from "../measure/interleave.ts";
import { summarise } from "../measure/summary.ts";
import { compare } from "./compare.ts";

const megabyte = 1_000_000;
const logBytes = 100 * megabyte;
/** What the container of bench/logs writes, its number of six characters and the line end included. */
const lineBytes = 305;
const lines = Math.floor(logBytes / lineBytes);
const memoryLimitMegabytes = 150;

export const logs: Row = {
  name: "logs",
  title: "100 MB of server log, whole and filtered by time, against docker compose logs",
  async measure(bench) {
    const { signal } = bench;
    await bench.ours.remove();
    await bench.reference.remove();
    const instance = `${bench.instance}-logs`;
    const env = {
      ...cleanEnvironment(),
      TEMPORAL_INSTANCE: instance,
      BENCH_IMAGE: bench.images.TEMPORAL_CLI_IMAGE,
      BENCH_LOG_LINES: String(lines),
    };
    const compose = ["compose", "--file", join(benchFolder, "logs", "compose.yml")];
    try {
      await mustRun("docker", [...compose, "up", "--detach"], { signal, env });
      await mustRun("docker", ["wait", `temporal-${instance}-server`], { signal, env });
      const since = await startOfSecondHalf(`temporal-${instance}-server`, signal);
      const program = [entryFile, "--instance", instance, "logs", "temporal-server"];
      const options = { signal, cwd: scratchFolder, env, output: "count", watchMemory: true } as const;
      const variant = (title: string, expected: number, filter: readonly string[]): Promise<readonly Figure[]> =>
        measureVariant(bench, title, expected, {
          ours: () => mustRun(process.execPath, [...program, "--tail", "all", ...filter], options),
          compose: () =>
            mustRun(
              "docker",
              [...compose, "logs", "--no-log-prefix", "--no-color", ...filter, "temporal-server"],
              options,
            ),
        });
      return [
        ...(await variant("logs, all", lines, [])),
        ...(await variant("logs, --since the half", lines - Math.floor(lines / 2), ["--since", since])),
      ];
    } finally {
      if (!signal.aborted) await removeObjects(ofInstance(instance), signal);
    }
  },
};

async function measureVariant(
  { rounds, signal }: Bench,
  title: string,
  expectedLines: number,
  sides: { readonly ours: () => Promise<Ended>; readonly compose: () => Promise<Ended> },
): Promise<readonly Figure[]> {
  const samples = await interleave(rounds, sides, signal);
  for (const [side, ended] of Object.entries(samples)) {
    const read = ended.map(({ stdoutLines }) => stdoutLines).find((count) => count !== expectedLines);
    if (read !== undefined)
      throw new BenchError(`${title}: ${side} printed ${String(read)} lines instead of ${String(expectedLines)}.`);
  }
  const throughput = (ended: readonly Ended[]): number[] => ended.map(({ ms }) => logBytes / megabyte / (ms / 1000));
  const peaks = (ended: readonly Ended[]): number[] => ended.map(({ peakBytes }) => peakBytes / megabyte);
  if ([...samples.ours, ...samples.compose].some(({ peakBytes }) => peakBytes === 0))
    throw new BenchError(`${title}: the memory of processes cannot be read here; this row needs Linux.`);
  return [
    compare({
      title,
      unit: "MB/s",
      ours: throughput(samples.ours),
      reference: throughput(samples.compose),
      referenceTitle: "docker compose logs",
      target: { of: "ratio", atLeast: 0.8 },
    }),
    {
      title: `${title}, peak memory`,
      unit: "MB",
      ours: summarise(peaks(samples.ours)),
      reference: summarise(peaks(samples.compose)),
      referenceTitle: "docker compose logs",
      target: { of: "ours", atMost: memoryLimitMegabytes },
    },
  ];
}

/** A moment in the gap between both halves: a second before the first line of the second one. */
async function startOfSecondHalf(container: string, signal: AbortSignal): Promise<string> {
  const tail = String(lines - Math.floor(lines / 2));
  const args = ["logs", "--timestamps", "--tail", tail, container];
  const { stdout } = await mustRun("docker", args, { signal, env: cleanEnvironment() });
  const time = Date.parse(stdout.slice(0, stdout.indexOf(" ")));
  return new Date(time - 1_500).toISOString().replace(/\.\d+Z$/, "Z");
}
