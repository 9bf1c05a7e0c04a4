import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeAutoSetupImages } from "../cluster/auto-setup-image.ts";
import { chosenImages } from "../cluster/images.ts";
import { ourCluster } from "../cluster/ours.ts";
import { freeInstance } from "../cluster/ports.ts";
import { referenceCluster } from "../cluster/reference.ts";
import { toJson } from "../report/json.ts";
import { describeMachine } from "../report/machine.ts";
import { toMarkdown } from "../report/markdown.ts";
import { formatTable } from "../report/table.ts";
import { rows } from "../rows/index.ts";
import type { Bench } from "./bench.ts";
import { benchFolder } from "./folders.ts";
import { measureRows } from "./measure-rows.ts";
import { type BenchOptions, helpText, publishedRounds, readOptions } from "./options.ts";
import { runAlone } from "./run-alone.ts";

const instancePrefix = "bench";
/** Of the hour that a run may take, the rest is for cleaning up. */
const timeLimitMs = 55 * 60_000;

/**
 * @returns the exit code: 0 measured, 1 something could not be measured
 * @throws BenchError
 */
export async function runBench(argv: readonly string[], interruption: AbortSignal): Promise<number> {
  const options = readOptions(
    argv,
    rows.map(({ name }) => name),
  );
  if (options.help) {
    process.stdout.write(helpText(rows));
    return 0;
  }
  return runAlone(
    { instancePrefix, limitMs: timeLimitMs, interruption, cleanUp: removeAutoSetupImages },
    async (signal) => measure(options, await prepare(options, signal), interruption),
  );
}

async function prepare({ rounds }: BenchOptions, signal: AbortSignal): Promise<Bench> {
  const instance = await freeInstance(instancePrefix, ["", "-reference", "-path", "-full"]);
  const images = await chosenImages(signal);
  const series = new Map<string, Promise<unknown>>();
  return {
    rounds,
    signal,
    instance,
    images,
    ours: ourCluster(instance, images, signal),
    reference: referenceCluster(`${instance}-reference`, images, signal),
    once<Series>(key: string, take: () => Promise<Series>): Promise<Series> {
      const known = (series.get(key) as Promise<Series> | undefined) ?? take();
      series.set(key, known);
      return known;
    },
  };
}

async function measure(options: BenchOptions, bench: Bench, interruption: AbortSignal): Promise<number> {
  const wanted = options.rows.length === 0 ? rows : rows.filter(({ name }) => options.rows.includes(name));
  const machine = await describeMachine(bench);
  const results = await measureRows(wanted, bench, interruption);
  interruption.throwIfAborted();
  const run = { machine, rounds: options.rounds, results };
  process.stdout.write(options.json ? toJson(run) : formatTable(results));
  const isWhole = wanted.length === rows.length && options.rounds >= publishedRounds;
  if (isWhole) writeFileSync(join(benchFolder, "results.md"), toMarkdown(run));
  return results.some(({ failure }) => failure !== undefined) ? 1 : 0;
}
