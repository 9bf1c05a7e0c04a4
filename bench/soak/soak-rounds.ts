import type { OurCluster } from "../cluster/ours.ts";
import type { Ended } from "../measure/child.ts";
import { commit, type Fault, faults } from "./faults.ts";
import { createWitness, type Witness } from "./witness.ts";

export interface SoakRound {
  readonly fault: Fault;
  /** What exactly was done. */
  readonly deed: string;
  /** Of the start after it. */
  readonly startSeconds: number;
  /** What waited for what in that start, as `--timings` tells it; kept of a slow one. */
  readonly slowChain?: string;
  /** Absent when the round went well. */
  readonly failure?: string;
}

export interface SoakOptions {
  readonly cluster: OurCluster;
  readonly rounds: number;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** No new round begins after that, milliseconds of performance.now(). */
  readonly endMs: number;
  readonly onRound: (round: SoakRound, number: number) => void;
}

/** Start, touch the workflow, let something go wrong, start again, look at everything, stop: again and again. */
export async function soak(options: SoakOptions): Promise<readonly SoakRound[]> {
  const { cluster, signal } = options;
  await cluster.remove();
  await cluster.run("start");
  const witness = await createWitness(cluster.ports.server, signal);
  const done: SoakRound[] = [];
  while (done.length < options.rounds && performance.now() < options.endMs) {
    const round = await oneRound(options, witness, faultOf(done.length, options.random));
    done.push(round);
    options.onRound(round, done.length);
  }
  return done;
}

/** Far beyond what a start takes on a busy machine: then something was waited for that should not be. */
const slowSeconds = 15;

const chainOf = ({ stdout }: Ended): string => /Critical chain[^]*/.exec(stdout)?.[0].trimEnd() ?? "";

/** The first rounds have every fault once. */
function faultOf(number: number, random: () => number): Fault {
  return faults[number] ?? faults[Math.floor(random() * faults.length)] ?? "none";
}

async function oneRound({ cluster, random, signal }: SoakOptions, witness: Witness, fault: Fault): Promise<SoakRound> {
  let deed = "before anything was done";
  let startSeconds = 0;
  try {
    await cluster.run("start");
    await witness.touch();
    deed = await commit(fault, { cluster, random, signal });
    const started = await cluster.run("start", "--timings");
    startSeconds = started.ms / 1000;
    await cluster.run("status");
    const complaint = await witness.complaint();
    if (complaint !== undefined) throw new Error(complaint);
    await cluster.run("stop");
    return { fault, deed, startSeconds, ...(startSeconds < slowSeconds ? {} : { slowChain: chainOf(started) }) };
  } catch (error) {
    signal.throwIfAborted();
    return { fault, deed, startSeconds, failure: (error as Error).message };
  }
}
