import { setMaxListeners } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chosenImages } from "../cluster/images.ts";
import { ourCluster } from "../cluster/ours.ts";
import { freeInstance } from "../cluster/ports.ts";
import { removeLeftovers } from "../cluster/remove.ts";
import { BenchError } from "../harness/bench-error.ts";
import { benchFolder, projectFolder } from "../harness/folders.ts";
import { takeLock } from "../harness/lock.ts";
import { seededRandom } from "../measure/seeded-random.ts";
import { describeMachine } from "../report/machine.ts";
import { publishedRounds, readSoakOptions, type SoakCommandLine } from "./options.ts";
import { toReport } from "./report.ts";
import { type SoakRound, soak } from "./soak-rounds.ts";

const instancePrefix = "soak";
/** The last round may begin just before the time is up, and a start may use up its whole wait. */
const lastRoundMs = 10 * 60_000;
const cleanUpLimitMs = 60_000;

/** @returns the exit code: 0 every round went well, 1 one did not, 2 usage, 130 interrupted */
export async function runSoak(argv: readonly string[], interruption: AbortSignal): Promise<number> {
  try {
    return await runLocked(readSoakOptions(argv), interruption);
  } catch (error) {
    if (interruption.aborted) return tell("Interrupted; everything the run made is removed.", 130);
    if (error instanceof BenchError) return tell(`Error: ${error.message}`, 2);
    throw error;
  }
}

async function runLocked(options: SoakCommandLine, interruption: AbortSignal): Promise<number> {
  if (!existsSync(join(projectFolder, "dist", "main.cjs")))
    throw new BenchError("dist/ is not there. Run: npm run build");
  const release = takeLock();
  const timeLimitMs = options.minutes * 60_000;
  const signal = AbortSignal.any([interruption, AbortSignal.timeout(timeLimitMs + lastRoundMs)]);
  setMaxListeners(0, signal);
  try {
    await removeLeftovers(instancePrefix, signal);
    return await runRounds(options, performance.now() + timeLimitMs, signal);
  } finally {
    // Its own limit: the run's may be the reason why it ends.
    await removeLeftovers(instancePrefix, AbortSignal.timeout(cleanUpLimitMs));
    release();
  }
}

async function runRounds(
  { rounds: wanted, seed }: SoakCommandLine,
  endMs: number,
  signal: AbortSignal,
): Promise<number> {
  const beganMs = performance.now();
  const images = await chosenImages(signal);
  const cluster = ourCluster(await freeInstance(instancePrefix, [""]), images, signal);
  const machine = await describeMachine({ images, signal });
  const onRound = (round: SoakRound, number: number): void => {
    process.stderr.write(`${String(number)}/${String(wanted)}  ${describe(round)}\n`);
  };
  const rounds = await soak({ cluster, rounds: wanted, random: seededRandom(seed), signal, endMs, onRound });
  const report = toReport({ seed, rounds, machine, minutes: (performance.now() - beganMs) / 60_000 });
  process.stdout.write(report);
  if (rounds.length < wanted)
    tell(`The time was up after ${String(rounds.length)} of ${String(wanted)} rounds; --minutes allows more.`, 0);
  if (rounds.length >= publishedRounds) writeFileSync(join(benchFolder, "soak-results.md"), report);
  return rounds.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

function describe({ deed, startSeconds, failure }: SoakRound): string {
  return failure === undefined ? `${deed}; back after ${startSeconds.toFixed(1)} s` : `${deed}; FAILED: ${failure}`;
}

function tell(text: string, exitCode: number): number {
  process.stderr.write(`${text}\n`);
  return exitCode;
}
