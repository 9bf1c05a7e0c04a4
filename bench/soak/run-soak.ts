import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chosenImages } from "../cluster/images.ts";
import { ourCluster } from "../cluster/ours.ts";
import { freeInstance } from "../cluster/ports.ts";
import { benchFolder } from "../harness/folders.ts";
import { runAlone } from "../harness/run-alone.ts";
import { seededRandom } from "../measure/seeded-random.ts";
import { describeMachine } from "../report/machine.ts";
import { publishedRounds, readSoakOptions, type SoakCommandLine } from "./options.ts";
import { toReport } from "./report.ts";
import { type SoakRound, soak } from "./soak-rounds.ts";

const instancePrefix = "soak";
/** The last round may begin just before the time is up, and a start may use up its whole wait. */
const lastRoundMs = 10 * 60_000;

/**
 * @returns the exit code: 0 every round went well, 1 one did not
 * @throws BenchError
 */
export async function runSoak(argv: readonly string[], interruption: AbortSignal): Promise<number> {
  const options = readSoakOptions(argv);
  const timeLimitMs = options.minutes * 60_000;
  return runAlone({ instancePrefix, limitMs: timeLimitMs + lastRoundMs, interruption }, (signal) =>
    runRounds(options, performance.now() + timeLimitMs, signal),
  );
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
    process.stderr.write(
      `The time was up after ${String(rounds.length)} of ${String(wanted)} rounds; --minutes allows more.\n`,
    );
  if (rounds.length >= publishedRounds) writeFileSync(join(benchFolder, "soak-results.md"), report);
  return rounds.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

function describe({ deed, startSeconds, failure }: SoakRound): string {
  return failure === undefined ? `${deed}; back after ${startSeconds.toFixed(1)} s` : `${deed}; FAILED: ${failure}`;
}
