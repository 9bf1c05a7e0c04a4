import { setMaxListeners } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeAutoSetupImages } from "../cluster/auto-setup-image.ts";
import { chosenImages } from "../cluster/images.ts";
import { ourCluster } from "../cluster/ours.ts";
import { freeInstance } from "../cluster/ports.ts";
import { referenceCluster } from "../cluster/reference.ts";
import { removeLeftovers } from "../cluster/remove.ts";
import { toJson } from "../report/json.ts";
import { describeMachine } from "../report/machine.ts";
import { toMarkdown } from "../report/markdown.ts";
import { formatTable } from "../report/table.ts";
import { rows } from "../rows/index.ts";
import type { Bench } from "./bench.ts";
import { BenchError } from "./bench-error.ts";
import { benchFolder, projectFolder } from "./folders.ts";
import { takeLock } from "./lock.ts";
import { measureRows } from "./measure-rows.ts";
import { type BenchOptions, helpText, publishedRounds, readOptions } from "./options.ts";

const instancePrefix = "bench";
/** Of the quarter of an hour that a run may take, the rest is for cleaning up. */
const timeLimitMs = 14.5 * 60_000;
const cleanUpLimitMs = 60_000;

/** @returns the exit code: 0 measured, 1 something could not be measured, 2 usage, 130 interrupted */
export async function runBench(argv: readonly string[], interruption: AbortSignal): Promise<number> {
  try {
    const options = readOptions(
      argv,
      rows.map(({ name }) => name),
    );
    if (options.help) {
      process.stdout.write(helpText(rows));
      return 0;
    }
    return await runLocked(options, interruption);
  } catch (error) {
    if (interruption.aborted) return tell("Interrupted; everything the run made is removed.", 130);
    if (error instanceof BenchError) return tell(`Error: ${error.message}`, 2);
    throw error;
  }
}

async function runLocked(options: BenchOptions, interruption: AbortSignal): Promise<number> {
  if (!existsSync(join(projectFolder, "dist", "main.cjs")))
    throw new BenchError("dist/ is not there. Run: npm run build");
  const release = takeLock();
  const signal = AbortSignal.any([interruption, AbortSignal.timeout(timeLimitMs)]);
  // Every child process and every call listens to it, many at a time.
  setMaxListeners(0, signal);
  try {
    await removeLeftovers(instancePrefix, signal);
    return await measure(options, await prepare(options, signal), interruption);
  } finally {
    // Its own limit: the run's may be the reason why it ends.
    const limit = AbortSignal.timeout(cleanUpLimitMs);
    await removeLeftovers(instancePrefix, limit);
    await removeAutoSetupImages(limit);
    release();
  }
}

async function prepare({ rounds }: BenchOptions, signal: AbortSignal): Promise<Bench> {
  const instance = await freeInstance(instancePrefix, ["", "-reference", "-path"]);
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

function tell(text: string, exitCode: number): number {
  process.stderr.write(`${text}\n`);
  return exitCode;
}
